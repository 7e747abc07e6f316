/** Where the text of one part of the emitted code is gathered, with what it imports. */
import type { Contract, NamedType, TypeOrigin, WireType } from '../../contract/model.ts';
import { Imports } from './imports.ts';
import type { Names } from './names.ts';

/** Specifiers of what emitted code is built on: in a scaffolded project subpaths of its platform package. */
export interface Specifiers {
  readonly codec: string;
  readonly rpc: string;
  readonly host: string;
  readonly module: string;
}

/** Stands for the file of a named type's codec until it is known which file that is. */
export const codecsOf = (id: string): string => `codecs of ${id}`;

export class Scope {
  readonly imports = new Imports();
  readonly lines: string[] = [];
  readonly contract: Contract;
  readonly names: Names;
  readonly specifiers: Specifiers;
  /** The part's own name: the id of its named type, or the name of its method. */
  readonly part: string;
  readonly #inline = new Map<WireType, string>();

  constructor(part: string, contract: Contract, names: Names, specifiers: Specifiers) {
    this.part = part;
    this.contract = contract;
    this.names = names;
    this.specifiers = specifiers;
  }

  /** The name of a type without one, declared at its first use; `print` gives its text. */
  inlineType(type: WireType, hint: string, print: () => string): string {
    const known = this.#inline.get(type);
    if (known !== undefined) return known;
    const name = this.names.unique(hint);
    this.#inline.set(type, name);
    this.declare(`type ${name} = ${print()};`);
    return name;
  }

  declare(text: string): void {
    this.lines.push(text);
  }

  /** A function of the codec runtime. */
  codec(name: string): string {
    return this.imports.value(this.specifiers.codec, name);
  }

  codecType(name: string): string {
    return this.imports.type(this.specifiers.codec, name);
  }

  named(id: string): NamedType {
    const named = this.contract.types[id];
    if (named === undefined) throw new Error(`The contract of ${this.contract.name} has no type ${id}.`);
    return named;
  }

  /** The name of a type, imported as a type from where it is declared. */
  typeName(id: string): string {
    const { name, origin } = this.named(id);
    const as = this.names.types[id] ?? name;
    if (!origin.exported) return this.imports.type(codecsOf(id), as);
    return this.#reach(origin, origin.path ?? [name], as, 'type');
  }

  /** The class itself: for `new` and `instanceof`. */
  className(id: string): string {
    const named = this.named(id);
    const { name, origin } = named;
    const as = this.names.types[id] ?? name;
    const made = named.kind === 'class' && named.strategy.by === 'library' ? named.strategy.value : undefined;
    return made === undefined
      ? this.#reach(origin, origin.path ?? [name], as, 'value')
      : this.#reach(origin, made, `make${as}`, 'value');
  }

  /** The local name of what a path of names leads to; the first of them is imported. */
  #reach({ module }: TypeOrigin, path: readonly string[], as: string, form: 'type' | 'value'): string {
    const [first = as, ...others] = path;
    if (isGlobal(module)) return path.join('.');
    const root = this.imports[form](module, first, others.length === 0 ? as : `${as}Scope`);
    return [root, ...others].join('.');
  }

  /** `encodePayment` or `decodePayment`, wherever it ends up. */
  codecOf(id: string, direction: 'encode' | 'decode'): string {
    return this.imports.value(codecsOf(id), `${direction}${this.names.types[id] ?? id}`);
  }
}

/** Built-in classes (`TypeError`) need no import. */
function isGlobal(module: string): boolean {
  return module === '' || module === 'global';
}
