import type { WireType } from '../../contract/model.ts';
import { access, literal } from '../source/names.ts';
import type { Scope } from '../source/scope.ts';

/** The value as an expression of its own type: `'red'`, or `Colour.Red` for the member of an enum. */
export function literalText(
  { value, of, member }: Extract<WireType, { readonly kind: 'literal' }>,
  scope: Scope,
): string {
  return of === undefined ? literal(value) : access(scope.className(of.id), member ?? '');
}
