/**
 * How the members of a union are told apart, decided on their encoded forms. Pure: it works on wire types, once every
 * named type is known.
 */
import type { Property, UnionMember, UnionStrategy, WireType } from '../../contract/model.ts';
import {
  codecOf,
  guardOf,
  kindOf,
  nameOf,
  plainProperties,
  propertiesOf,
  resolve,
  type JsonKind,
  type Lookup,
} from './encoded-forms.ts';

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

function groupByKind(types: readonly WireType[], lookup: Lookup): WireType[][] | undefined {
  const groups = new Map<JsonKind, WireType[]>();
  for (const type of types) {
    const kind = kindOf(type, lookup);
    if (kind === undefined) return undefined;
    groups.set(kind, [...(groups.get(kind) ?? []), type]);
  }
  return [...groups.values()];
}
