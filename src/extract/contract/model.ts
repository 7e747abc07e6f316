/**
 * The contract of one port, as plain JSON: no compiler node survives into it. It is committed beside the generated code as
 * `contract.lock.json` and is what the compatibility check compares against.
 */

/** Smithy's words. `readonly` changes nothing, `idempotent` may be repeated, `mutating` may not. */
export type MethodSafety = 'readonly' | 'idempotent' | 'mutating';

/** A place in a source file. `line` and `column` count from 1; `file` is relative to the project's root, with `/`. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** How a property or parameter may be missing. `maybeUndefined`: the key is required, its value may be `undefined`. */
export type Presence = 'required' | 'optional' | 'maybeUndefined';

export interface Property {
  readonly name: string;
  readonly type: WireType;
  readonly presence: Presence;
  readonly readonly?: boolean;
  /** A private field of a class, which is read as `value['field']`. */
  readonly hidden?: boolean;
  /** Of an error, where the type says nothing: sent where it is JSON, left out where it is not. */
  readonly ifAny?: boolean;
  /** `@volatile`: differs from call to call, so shadow mode does not compare it. */
  readonly volatile?: boolean;
  /** `@unordered`: a list whose order means nothing. */
  readonly unordered?: boolean;
  readonly doc?: string;
}

/** How an instance of a class travels and comes back; the first that applies is chosen when the contract is made. */
export type ClassStrategy =
  | { readonly by: 'wire-methods' } // toWire() and static fromWire()
  | { readonly by: 'json-methods' } // toJSON() and static fromJSON()
  | { readonly by: 'constructor'; readonly parameters: readonly string[] } // new C(field, …)
  | { readonly by: 'factory'; readonly factory: string; readonly parameters: readonly string[] } // static of/from/create/parse
  | { readonly by: 'fields' } // Object.create(prototype) and assign
  /** A value object of a library: `value.<write>()`; `new C(wire)`, `C(wire)` or `C.<read>(wire)`; C by another path than its type. */
  | {
      readonly by: 'library';
      readonly write: string;
      readonly read: string;
      readonly value?: readonly string[];
    };

/** How the members of a union are told apart, on their encoded forms. */
export type UnionStrategy =
  | { readonly by: 'discriminant'; readonly property: string }
  | { readonly by: 'kind' } // disjoint JSON kinds
  | { readonly by: 'merged' } // objects whose shared keys have the same codec
  | { readonly by: 'keys' } // required keys distinguish the members
  | { readonly by: 'boxed' }; // {"$": index, "v": …}

export interface UnionMember {
  readonly type: WireType;
  /** With `discriminant`: the values of the property that select this member. */
  readonly tags?: readonly (string | number | boolean)[];
}

/** What holds bytes. Numbers of more than one byte travel in little-endian order. */
export type BytesClass =
  | 'Uint8Array'
  | 'Buffer'
  | 'ArrayBuffer'
  | 'DataView'
  | 'Int8Array'
  | 'Uint8ClampedArray'
  | 'Int16Array'
  | 'Uint16Array'
  | 'Int32Array'
  | 'Uint32Array'
  | 'Float32Array'
  | 'Float64Array'
  | 'BigInt64Array'
  | 'BigUint64Array';

/** A type that can cross the wire. Named types are interned in `Contract.types` and referred to by id. */
export type WireType =
  | {
      readonly kind:
        'string' | 'number' | 'boolean' | 'null' | 'undefined' | 'bigint' | 'date' | 'url' | 'void' | 'never';
    }
  | { readonly kind: 'json' }
  | {
      readonly kind: 'literal';
      readonly value: string | number | boolean;
      /** The enum that it is a member of: TypeScript does not take the bare value for the member. */
      readonly of?: { readonly kind: 'ref'; readonly id: string };
      readonly member?: string;
    }
  | { readonly kind: 'bigintLiteral'; readonly value: string }
  | { readonly kind: 'template'; readonly pattern: string; readonly text: string } // anchored regular expression; the TypeScript text
  | { readonly kind: 'bytes'; readonly as: BytesClass }
  | { readonly kind: 'regexp' }
  | { readonly kind: 'array'; readonly element: WireType; readonly readonly?: boolean }
  | {
      readonly kind: 'tuple';
      readonly items: readonly {
        readonly type: WireType;
        readonly optional?: boolean;
        readonly label?: string;
      }[];
      readonly rest?: WireType;
      readonly readonly?: boolean;
    }
  | { readonly kind: 'map'; readonly key: WireType; readonly value: WireType; readonly readonly?: boolean }
  | { readonly kind: 'set'; readonly element: WireType; readonly readonly?: boolean }
  | { readonly kind: 'object'; readonly properties: readonly Property[]; readonly index?: WireType }
  | { readonly kind: 'record'; readonly value: WireType; readonly key?: WireType } // string index signature
  | { readonly kind: 'union'; readonly members: readonly UnionMember[]; readonly strategy: UnionStrategy }
  | { readonly kind: 'nullable'; readonly type: WireType } // T | null
  | { readonly kind: 'maybe'; readonly type: WireType } // T | undefined where a value stands (array element, result)
  | { readonly kind: 'brand'; readonly base: WireType; readonly text: string } // `string & { __brand: … }`
  | { readonly kind: 'abortSignal' } // never sent; the server puts its own there
  | { readonly kind: 'ref'; readonly id: string };

/** Where a named type is imported from by generated code. `exported: false`: it has no exported name, so code spells it out. */
export interface TypeOrigin {
  readonly place: SourcePlace;
  /**
   * Module specifier usable from the generated client, e.g. `@shop/payments`; `file:<path from the root>` for a file of the
   * project; `global` for what needs no import.
   */
  readonly module: string;
  readonly exported: boolean;
  /** The names that lead to it there, where they are not its own name alone: `['Prisma', 'Decimal']`, `['default']`. */
  readonly path?: readonly string[];
}

export type NamedType =
  | {
      readonly kind: 'alias';
      readonly name: string;
      readonly origin: TypeOrigin;
      readonly type: WireType;
      readonly doc?: string;
    }
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly origin: TypeOrigin;
      readonly members: readonly { readonly name: string; readonly value: string | number }[];
      readonly flags?: boolean;
      readonly doc?: string;
    }
  | {
      readonly kind: 'class';
      readonly name: string;
      readonly origin: TypeOrigin;
      readonly strategy: ClassStrategy;
      readonly fields: readonly Property[];
      /** Of a generic class: what its type parameters are. */
      readonly arguments?: readonly WireType[];
      /** with wire-methods / json-methods / library: what the method returns */ readonly wire?: WireType;
      readonly doc?: string;
    }
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly origin: TypeOrigin;
      readonly error: ErrorShape;
    };

/** A declared error class: how it is sent and how it becomes `instanceof` its class again. */
export interface ErrorShape {
  readonly strategy: ClassStrategy | { readonly by: 'revive' };
  /** Own, declared, public fields besides message, name, stack and cause. */
  readonly fields: readonly Property[];
  /** HTTP status, 400…499. */
  readonly status: number;
  readonly retryable?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly type: WireType;
  readonly presence: Presence;
  readonly rest?: boolean;
}

export interface Method {
  readonly name: string;
  readonly place: SourcePlace;
  readonly doc?: string;
  readonly parameters: readonly Parameter[];
  /** What the promise resolves to; `void` for none. */
  readonly result: WireType;
  /** Ids in `Contract.types` of the declared error classes, most derived first. */
  readonly throws: readonly string[];
  readonly safety: MethodSafety;
  /** `tag` on the interface or implementation; `default` when nothing was said, which is `mutating`. */
  readonly safetyFrom: 'tag' | 'default';
  /** `@timeout 20s` in milliseconds. */
  readonly timeoutMs?: number;
  /** `@idempotencyKey input.orderId`: path into the arguments. */
  readonly idempotencyKey?: string;
  /** Its signature has overloads or type parameters, which the wire has not: the client's method is asserted to be the port's. */
  readonly asserted?: boolean;
  /** `@volatile` and `@unordered` on the method: of the whole result. */
  readonly volatile?: boolean;
  readonly unordered?: boolean;
  /** `@local`, or `--local <method>`: not part of the wire; the remote client rejects it. */
  readonly local?: boolean;
}

/** One interface that can be called over the wire. */
export interface Contract {
  readonly schemaVersion: 1;
  /** Name of the interface, which is the service's name on the wire: `Payments`. */
  readonly name: string;
  /** Lower-case name of module, folder and environment prefix: `payments`. */
  readonly slug: string;
  readonly origin: TypeOrigin;
  readonly doc?: string;
  readonly methods: readonly Method[];
  /** Named types by id, sorted by id. An id is the name, with `~2`, `~3` … where two types share one. */
  readonly types: Readonly<Record<string, NamedType>>;
  /** SHA-256 (hex, 16 characters) of the canonical contract without docs, places and this hash. */
  readonly hash: string;
}
