/** Questions about the forms that values of a wire type have: in JSON, and in memory. */
import type { NamedType, Property, WireType } from '../../contract/model.ts';

export type Lookup = (id: string) => NamedType | undefined;

type Resolved = Exclude<WireType, { kind: 'ref' | 'brand' }> | Exclude<NamedType, { kind: 'alias' }>;

export function resolve(type: WireType, lookup: Lookup): Resolved | undefined {
  if (type.kind === 'brand') return resolve(type.base, lookup);
  if (type.kind !== 'ref') return type;
  const named = lookup(type.id);
  return named?.kind === 'alias' ? resolve(named.type, lookup) : named;
}

export function propertiesOf(type: WireType, lookup: Lookup): readonly Property[] | undefined {
  const of = resolve(type, lookup);
  if (of?.kind === 'object') return of.properties;
  return of?.kind === 'class' && of.wire === undefined ? of.fields : undefined;
}

/** Of objects that are no instances of a class, and take no other keys. */
export function plainProperties(type: WireType, lookup: Lookup): readonly Property[] | undefined {
  const of = resolve(type, lookup);
  return of?.kind === 'object' && of.index === undefined ? of.properties : undefined;
}

export type JsonKind = 'string' | 'number' | 'boolean' | 'array' | 'object';

const kinds: Readonly<Partial<Record<Resolved['kind'], JsonKind>>> = {
  string: 'string',
  template: 'string',
  bigint: 'string',
  bigintLiteral: 'string',
  date: 'string',
  url: 'string',
  bytes: 'string',
  number: 'number',
  boolean: 'boolean',
  regexp: 'array',
  array: 'array',
  tuple: 'array',
  map: 'array',
  set: 'array',
  object: 'object',
  record: 'object',
  error: 'object',
};

/** The JSON kind of a type's encoded form; nothing when it may be several. */
export function kindOf(type: WireType, lookup: Lookup): JsonKind | undefined {
  const of = resolve(type, lookup);
  if (of === undefined) return undefined;
  if (of.kind === 'literal') return typeof of.value as JsonKind;
  if (of.kind === 'class') return of.wire === undefined ? 'object' : kindOf(of.wire, lookup);
  if (of.kind === 'enum') {
    const types = new Set(of.members.map(({ value }) => typeof value));
    return types.size === 1 ? ([...types][0] as JsonKind) : undefined;
  }
  return kinds[of.kind];
}

/** Equal for types whose values are encoded and rebuilt the same way. */
export function codecOf(type: WireType, lookup: Lookup): string {
  const of = resolve(type, lookup);
  if (of === undefined) return 'nothing';
  if (of.kind === 'string' || of.kind === 'template') return 'as-is:string';
  if (of.kind === 'number' || of.kind === 'boolean') return `as-is:${of.kind}`;
  if (of.kind === 'literal') return `as-is:${typeof of.value}`;
  if (of.kind === 'bigintLiteral') return JSON.stringify({ kind: 'bigint' });
  if (of.kind === 'enum') return `as-is:${kindOf(type, lookup) ?? of.name}`;
  if (
    of.kind === 'union' &&
    of.members.every((member) => codecOf(member.type, lookup).startsWith('as-is:'))
  ) {
    return [...new Set(of.members.map((member) => codecOf(member.type, lookup)))].sort().join();
  }
  return type.kind === 'ref' ? `ref:${type.id}` : JSON.stringify(of);
}

/** What a value of the type is tested for at run time. */
export function guardOf(type: WireType, lookup: Lookup): string {
  const of = resolve(type, lookup);
  if (of === undefined) return 'nothing';
  if (of.kind === 'class' || of.kind === 'error') return `instanceof ${of.name}`;
  if (of.kind === 'bytes') return of.as;
  if (of.kind === 'bigintLiteral') return 'bigint';
  if (of.kind === 'array' || of.kind === 'tuple') return 'array';
  if (of.kind === 'object' || of.kind === 'record') return 'object';
  const scalar = kindOf(type, lookup);
  return ['bigint', 'date', 'url', 'regexp', 'map', 'set'].includes(of.kind) ? of.kind : (scalar ?? of.kind);
}

export function nameOf(type: WireType): string {
  if (type.kind === 'ref') return type.id;
  if (type.kind === 'object') return `{ ${type.properties.map(({ name }) => name).join(', ')} }`;
  return type.kind === 'array' ? `${nameOf(type.element)}[]` : type.kind;
}
