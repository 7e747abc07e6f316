/** Questions about wire types that several emitters ask. */
import type { Contract, NamedType, Property, WireType } from '../../contract/model.ts';

export type ObjectType = Extract<WireType, { readonly kind: 'object' }>;
export type UnionType = Extract<WireType, { readonly kind: 'union' }>;
export type JsonKind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** What a type is once aliases and brands are looked through: a type, or a named type that is not an alias. */
export type Resolved =
  Exclude<WireType, { readonly kind: 'ref' | 'brand' }> | Exclude<NamedType, { readonly kind: 'alias' }>;

export function resolve(type: WireType, contract: Contract): Resolved {
  let at: WireType = type;
  for (;;) {
    if (at.kind === 'brand') at = at.base;
    else if (at.kind === 'ref') {
      const named: NamedType | undefined = contract.types[at.id];
      if (named === undefined) throw new Error(`The contract of ${contract.name} has no type ${at.id}.`);
      if (named.kind !== 'alias') return named;
      at = named.type;
    } else return at;
  }
}

/** Whether `null` is one of the forms on the wire. */
export function acceptsNull(type: WireType, contract: Contract): boolean {
  return jsonKinds(type, contract).has('null');
}

const scalarKinds: Readonly<Partial<Record<Resolved['kind'], readonly JsonKind[]>>> = {
  string: ['string'],
  number: ['number'],
  boolean: ['boolean'],
  null: ['null'],
  undefined: ['null'],
  void: ['null'],
  bigint: ['string'],
  bigintLiteral: ['string'],
  template: ['string'],
  date: ['string'],
  url: ['string'],
  bytes: ['string'],
  regexp: ['array'],
  array: ['array'],
  tuple: ['array'],
  map: ['array'],
  set: ['array'],
  object: ['object'],
  record: ['object'],
  error: ['object'],
  json: ['null', 'boolean', 'number', 'string', 'array', 'object'],
};

/** The JSON kinds that a type's values have on the wire. */
export function jsonKinds(type: WireType, contract: Contract): ReadonlySet<JsonKind> {
  const of = resolve(type, contract);
  const known = scalarKinds[of.kind];
  if (known !== undefined) return new Set(known);
  switch (of.kind) {
    case 'literal':
      return new Set([typeof of.value as JsonKind]);
    case 'enum':
      return new Set(of.members.map(({ value }) => typeof value as JsonKind));
    case 'class':
      return of.wire === undefined ? new Set(['object']) : jsonKinds(of.wire, contract);
    case 'nullable':
      return new Set([...jsonKinds(of.type, contract), 'null']);
    case 'maybe':
      return new Set(acceptsNull(of.type, contract) ? ['array'] : [...jsonKinds(of.type, contract), 'null']);
    case 'union':
      if (of.strategy.by === 'boxed') return new Set(['object']);
      return new Set(of.members.flatMap((member) => [...jsonKinds(member.type, contract)]));
    default:
      return new Set();
  }
}

/** The properties of an object type, or the fields of a class; `undefined` for what has none. */
export function propertiesOf(type: WireType, contract: Contract): readonly Property[] | undefined {
  const of = resolve(type, contract);
  if (of.kind === 'object') return of.properties;
  return of.kind === 'class' && of.wire === undefined ? of.fields : undefined;
}

/** Keys that are always on the wire. */
export function requiredKeys(properties: readonly Property[]): string[] {
  return properties
    .filter(({ presence, type }) => presence === 'required' && type.kind !== 'abortSignal')
    .map(({ name }) => name);
}

/** The values of a literal, an enum that is not used as flags, or a union of such; `undefined` for anything else. */
export function literalValues(
  type: WireType,
  contract: Contract,
): readonly (string | number | boolean)[] | undefined {
  const of = resolve(type, contract);
  if (of.kind === 'literal') return [of.value];
  if (of.kind === 'enum' && of.flags !== true) return of.members.map(({ value }) => value);
  if (of.kind !== 'union' || of.strategy.by === 'boxed') return undefined;
  const values = of.members.map((member) => literalValues(member.type, contract));
  return values.every((each) => each !== undefined) ? values.flat() : undefined;
}
