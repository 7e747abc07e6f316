/** The scope of codecs: objects and unions are made of parts of any kind, which only the scope knows how to write. */
import type { Contract, WireType } from '../../contract/model.ts';
import type { Names } from '../source/names.ts';
import { Scope } from '../source/scope.ts';
import type { Specifiers } from '../source/scope.ts';

export type Direction = 'encode' | 'decode';

/** See `codecExpression`. */
export type ExpressionOf = (
  type: WireType,
  direction: Direction,
  scope: CodecScope,
  hint: string,
  text?: string,
) => string;

export class CodecScope extends Scope {
  readonly #expressionOf: ExpressionOf;

  constructor(
    part: string,
    contract: Contract,
    names: Names,
    specifiers: Specifiers,
    expressionOf: ExpressionOf,
  ) {
    super(part, contract, names, specifiers);
    this.#expressionOf = expressionOf;
  }

  /** An expression of type `Reader<T>` or `Writer<T>`. */
  expression(type: WireType, direction: Direction, hint: string, text?: string): string {
    return this.#expressionOf(type, direction, this, hint, text);
  }

  /** `arrayReader` or `arrayWriter`. */
  maker(name: string, direction: Direction): string {
    return this.codec(`${name}${direction === 'decode' ? 'Reader' : 'Writer'}`);
  }
}
