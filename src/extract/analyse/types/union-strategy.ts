/**
 * How the members of a union are told apart, decided on their encoded forms. Pure: it works on wire types, once every
 * named type is known.
 */
import type { NamedType, Property, UnionMember, UnionStrategy, WireType } from '../../contract/model.ts';

export type Lookup = (id: string) => NamedType | undefined;

export interface Separated {
  readonly members: readonly UnionMember[];
  readonly strategy: UnionStrategy;
}

/** The strategy, or the reason why two members cannot be told apart. */
export function separate(types: readonly WireType[], lookup: Lookup): Separated | string {
  const discriminant = byDiscriminant(types, lookup);
  if (discriminant !== undefined) return discriminant;
  const groups = groupByKind(types, lookup);
  if (groups !== undefined) {
    const resolved = groups.map((group) => settle(group, lookup));
    if (resolved.every((each) => each !== undefined)) {
      const [only, ...others] = resolved;
      if (only !== undefined && others.length === 0 && only.kind === 'union') return only;
      return { members: resolved.flatMap(flatten), strategy: { by: 'kind' } };
    }
  }
  return box(types, lookup);
}

/** Scalars of one kind stay side by side in the outer union: whichever member a value is, it is encoded the same. */
const flatten = (type: WireType): readonly UnionMember[] =>
  type.kind === 'union' && type.strategy.by === 'kind' ? type.members : [{ type }];

/** One type for the members of one JSON kind; nothing when only a box can tell them apart. */
function settle(group: readonly WireType[], lookup: Lookup): WireType | undefined {
  const [first, ...others] = group;
  if (first === undefined || others.length === 0) return first;
  const codecs = new Set(group.map((type) => codecOf(type, lookup)));
  if (codecs.size === 1)
    return { kind: 'union', members: group.map((type) => ({ type })), strategy: { by: 'kind' } };
  const found = byDiscriminant(group, lookup) ?? byMerging(group, lookup) ?? byKeys(group, lookup);
  return found && { kind: 'union', ...found };
}

function byDiscriminant(types: readonly WireType[], lookup: Lookup): Separated | undefined {
  const shapes = types.map((type) => propertiesOf(type, lookup));
  const [first] = shapes;
  if (first === undefined || shapes.some((shape) => shape === undefined)) return undefined;
  for (const { name } of first) {
    const tags = shapes.map((shape) => tagsOf(shape, name, lookup));
    const values = tags.flatMap((each) => each ?? []);
    if (tags.every((each) => each !== undefined) && new Set(values).size === values.length) {
      const members = types.map((type, index) => ({ type, tags: tags[index] ?? [] }));
      return { members, strategy: { by: 'discriminant', property: name } };
    }
  }
  return undefined;
}

function tagsOf(shape: readonly Property[] | undefined, name: string, lookup: Lookup) {
  const property = shape?.find((each) => each.name === name);
  return property?.presence === 'required' ? valuesOf(property.type, lookup) : undefined;
}

function valuesOf(type: WireType, lookup: Lookup): readonly (string | number | boolean)[] | undefined {
  const of = resolve(type, lookup);
  if (of?.kind === 'literal') return [of.value];
  if (of?.kind === 'boolean') return [true, false];
  if (of?.kind === 'enum' && of.flags !== true) return of.members.map(({ value }) => value);
  if (of?.kind !== 'union') return undefined;
  const values = of.members.map((member) => valuesOf(member.type, lookup));
  return values.every((each) => each !== undefined) ? values.flat() : undefined;
}

/** Objects in which every shared key has the same codec: a value that fits several members keeps all its keys. */
function byMerging(types: readonly WireType[], lookup: Lookup): Separated | undefined {
  const shapes = types.map((type) => plainProperties(type, lookup));
  if (shapes.some((shape) => shape === undefined)) return undefined;
  const codecs = new Map<string, string>();
  for (const { name, type } of shapes.flatMap((shape) => shape ?? [])) {
    const codec = codecOf(type, lookup);
    if ((codecs.get(name) ?? codec) !== codec) return undefined;
    codecs.set(name, codec);
  }
  return { members: types.map((type) => ({ type })), strategy: { by: 'merged' } };
}

/** Required keys that no other member has. The member with the most of them is tried first. */
function byKeys(types: readonly WireType[], lookup: Lookup): Separated | undefined {
  const shaped = types.map((type) => ({ type, shape: plainProperties(type, lookup) }));
  if (shaped.some(({ shape }) => shape === undefined)) return undefined;
  const ordered = shaped.sort((a, b) => required(b.shape).length - required(a.shape).length);
  const clear = ordered.every(({ shape }, index) =>
    ordered
      .slice(index + 1)
      .every((later) => required(shape).some((key) => !later.shape?.some(({ name }) => name === key))),
  );
  return clear ? { members: ordered.map(({ type }) => ({ type })), strategy: { by: 'keys' } } : undefined;
}

const required = (shape: readonly Property[] | undefined): string[] =>
  (shape ?? []).filter(({ presence }) => presence === 'required').map(({ name }) => name);

/** A box names the member; which one a value is must still show on the value itself. */
function box(types: readonly WireType[], lookup: Lookup): Separated | string {
  // A Buffer is a Uint8Array too, so it is asked for first.
  const ordered = [...types].sort(
    (a, b) => Number(guardOf(b, lookup) === 'Buffer') - Number(guardOf(a, lookup) === 'Buffer'),
  );
  for (const [index, type] of ordered.entries()) {
    for (const other of ordered.slice(index + 1)) {
      const alike = guardOf(type, lookup) === guardOf(other, lookup);
      if (
        !alike ||
        codecOf(type, lookup) === codecOf(other, lookup) ||
        byKeys([type, other], lookup) !== undefined
      )
        continue;
      return `${nameOf(type)} and ${nameOf(other)} look alike`;
    }
  }
  return { members: ordered.map((type) => ({ type })), strategy: { by: 'boxed' } };
}

type Resolved = Exclude<WireType, { kind: 'ref' | 'brand' }> | Exclude<NamedType, { kind: 'alias' }>;

function resolve(type: WireType, lookup: Lookup): Resolved | undefined {
  if (type.kind === 'brand') return resolve(type.base, lookup);
  if (type.kind !== 'ref') return type;
  const named = lookup(type.id);
  return named?.kind === 'alias' ? resolve(named.type, lookup) : named;
}

function propertiesOf(type: WireType, lookup: Lookup): readonly Property[] | undefined {
  const of = resolve(type, lookup);
  if (of?.kind === 'object') return of.properties;
  return of?.kind === 'class' && of.wire === undefined ? of.fields : undefined;
}

/** Of objects that are no instances of a class, and take no other keys. */
function plainProperties(type: WireType, lookup: Lookup): readonly Property[] | undefined {
  const of = resolve(type, lookup);
  return of?.kind === 'object' && of.index === undefined ? of.properties : undefined;
}

type JsonKind = 'string' | 'number' | 'boolean' | 'array' | 'object';

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
function kindOf(type: WireType, lookup: Lookup): JsonKind | undefined {
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

function groupByKind(types: readonly WireType[], lookup: Lookup): WireType[][] | undefined {
  const groups = new Map<JsonKind, WireType[]>();
  for (const type of types) {
    const kind = kindOf(type, lookup);
    if (kind === undefined) return undefined;
    groups.set(kind, [...(groups.get(kind) ?? []), type]);
  }
  return [...groups.values()];
}

/** Equal for types whose values are encoded and rebuilt the same way. */
function codecOf(type: WireType, lookup: Lookup): string {
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
function guardOf(type: WireType, lookup: Lookup): string {
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

function nameOf(type: WireType): string {
  if (type.kind === 'ref') return type.id;
  if (type.kind === 'object') return `{ ${type.properties.map(({ name }) => name).join(', ')} }`;
  return type.kind === 'array' ? `${nameOf(type.element)}[]` : type.kind;
}
