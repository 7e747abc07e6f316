/** `@idempotencyKey input.orderId`: from the arguments of a method to the value that makes two calls the same. */
import type { Method, NamedType, Property, WireType } from './model.ts';

export interface KeyStep {
  readonly name: string;
  /** False where the value may be missing: a call without it has a key of its own. */
  readonly sure: boolean;
}

export type KeyPath =
  | { readonly ok: true; readonly parameter: number; readonly steps: readonly KeyStep[] }
  | { readonly ok: false; readonly reason: string };

type Types = Pick<ReadonlyMap<string, NamedType>, 'get'>;

/** Nothing where the method has no such tag. */
export function readKeyPath(method: Method, types: Types): KeyPath | undefined {
  const [first, ...rest] = method.idempotencyKey?.split('.') ?? [];
  if (first === undefined) return undefined;
  const index = method.parameters.findIndex(({ name }) => name === first);
  const parameter = method.parameters[index];
  if (parameter === undefined || parameter.rest === true)
    return no(`${method.name} has no parameter ${first}`);
  let at = present(parameter.type, types);
  const steps: KeyStep[] = [{ name: first, sure: parameter.presence === 'required' && at.sure }];
  for (const name of rest) {
    const property = propertiesOf(at.type)?.find((each) => each.name === name);
    if (property === undefined) return no(`${steps.map((step) => step.name).join('.')} has no ${name}`);
    at = present(property.type, types);
    steps.push({ name, sure: property.presence === 'required' && at.sure });
  }
  return isScalar(at.type, types)
    ? { ok: true, parameter: index, steps }
    : no(`${method.idempotencyKey ?? first} is not a string or a number`);
}

const no = (reason: string): KeyPath => ({ ok: false, reason });

type Core = WireType | NamedType | undefined;

/** Without names, brands, null and undefined. */
function present(type: WireType, types: Types): { readonly type: Core; readonly sure: boolean } {
  if (type.kind === 'brand') return present(type.base, types);
  if (type.kind === 'nullable' || type.kind === 'maybe') return { ...present(type.type, types), sure: false };
  if (type.kind !== 'ref') return { type, sure: true };
  const named = types.get(type.id);
  return named?.kind === 'alias' ? present(named.type, types) : { type: named, sure: true };
}

const propertiesOf = (type: Core): readonly Property[] | undefined =>
  type?.kind === 'object' ? type.properties : type?.kind === 'class' ? type.fields : undefined;

const scalars = new Set([
  'string',
  'number',
  'bigint',
  'literal',
  'bigintLiteral',
  'template',
  'enum',
  'url',
]);

function isScalar(type: Core, types: Types): boolean {
  if (type?.kind === 'union')
    return type.members.every((member) => isScalar(present(member.type, types).type, types));
  return type !== undefined && scalars.has(type.kind);
}
