/** Compares two wire types, each within its contract. */
import { canonicalText } from './canonical.ts';
import { below, changed, type ContractChange, type Spot } from './changes.ts';
import type { Comparison, Member } from './comparison.ts';
import type { Contract, NamedType, UnionMember, WireType } from './model.ts';

type CompareProperties = (
  comparison: Comparison,
  before: readonly Member[],
  after: readonly Member[],
  spot: Spot,
  word: string,
) => ContractChange[];

export function openComparison(
  before: Contract,
  after: Contract,
  compareProperties: CompareProperties,
): Comparison {
  const seen = new Set<string>();
  const comparison: Comparison = {
    types: (old, now, spot) => {
      // A type that contains itself is compared once for each direction.
      const key = `${spot.direction} ${JSON.stringify([old, now])}`;
      if (isNamedPair(old, now) && seen.has(key)) return [];
      seen.add(key);
      return compareShapes({ comparison, before, after }, shapeOf(old, before), shapeOf(now, after), spot);
    },
    properties: (old, now, spot, word) => compareProperties(comparison, old, now, spot, word),
  };
  return comparison;
}

const isNamedPair = (old: WireType, now: WireType): boolean => old.kind === 'ref' && now.kind === 'ref';

interface Context {
  readonly comparison: Comparison;
  readonly before: Contract;
  readonly after: Contract;
}

type Core =
  Exclude<WireType, { kind: 'ref' | 'brand' | 'nullable' | 'maybe' }> | Exclude<NamedType, { kind: 'alias' }>;

/** A type with its wrappers taken off: names and brands are nothing on the wire. */
interface Shape {
  readonly core: Core;
  readonly nullable: boolean;
  readonly maybe: boolean;
}

function shapeOf(type: WireType, contract: Contract): Shape {
  if (type.kind === 'brand') return shapeOf(type.base, contract);
  if (type.kind === 'nullable') return { ...shapeOf(type.type, contract), nullable: true };
  if (type.kind === 'maybe') return { ...shapeOf(type.type, contract), maybe: true };
  if (type.kind !== 'ref') return { core: type, nullable: false, maybe: false };
  const named: NamedType | undefined = contract.types[type.id];
  if (named === undefined) throw new Error(`The contract of ${contract.name} has no type ${type.id}.`);
  return named.kind === 'alias'
    ? shapeOf(named.type, contract)
    : { core: named, nullable: false, maybe: false };
}

function compareShapes(context: Context, old: Shape, now: Shape, spot: Spot): ContractChange[] {
  return [
    ...compareEmpty(old.nullable, now.nullable, 'null', spot),
    ...compareEmpty(old.maybe, now.maybe, 'undefined', spot),
    ...compareCores(context, old.core, now.core, spot),
  ];
}

const widened = { request: 'ok', result: 'breaking' } as const;
const narrowed = { request: 'breaking', result: 'ok' } as const;
const different = { request: 'breaking', result: 'breaking' } as const;

function compareEmpty(was: boolean, is: boolean, word: string, spot: Spot): ContractChange[] {
  if (was === is) return [];
  return is ? [changed(spot, `${word} added`, widened)] : [changed(spot, `${word} removed`, narrowed)];
}

function compareCores(context: Context, old: Core, now: Core, spot: Spot): ContractChange[] {
  if (old.kind === 'literal' && now.kind === 'literal' && old.value === now.value) return [];
  if (isChoice(old) || isChoice(now)) return compareChoices(context, old, now, spot);
  if (old.kind !== now.kind)
    return [changed(spot, `type changed from ${nameOf(old)} to ${nameOf(now)}`, different)];
  return compareSame(context, old, now, spot);
}

function compareSame({ comparison }: Context, old: Core, now: Core, spot: Spot): ContractChange[] {
  const typeChanged = [changed(spot, `type changed from ${nameOf(old)} to ${nameOf(now)}`, different)];
  if (old.kind === 'object' && now.kind === 'object') {
    const index = old.index && now.index ? comparison.types(old.index, now.index, below(spot, '[key]')) : [];
    const indexChanged = (old.index === undefined) === (now.index === undefined) ? [] : typeChanged;
    return [
      ...comparison.properties(old.properties, now.properties, below(spot, '.'), 'property'),
      ...index,
      ...indexChanged,
    ];
  }
  if ((old.kind === 'array' && now.kind === 'array') || (old.kind === 'set' && now.kind === 'set')) {
    return comparison.types(old.element, now.element, below(spot, '[]'));
  }
  if (old.kind === 'record' && now.kind === 'record')
    return comparison.types(old.value, now.value, below(spot, '[key]'));
  if (old.kind === 'map' && now.kind === 'map') {
    return [
      ...comparison.types(old.key, now.key, below(spot, ' key')),
      ...comparison.types(old.value, now.value, below(spot, '[key]')),
    ];
  }
  if (old.kind === 'tuple' && now.kind === 'tuple') {
    const sameForm =
      old.items.length === now.items.length && (old.rest === undefined) === (now.rest === undefined);
    if (!sameForm) return typeChanged;
    const items = old.items.flatMap((item, index) =>
      comparison.types(item.type, now.items[index]?.type ?? item.type, below(spot, `[${index}]`)),
    );
    return [
      ...items,
      ...(old.rest && now.rest ? comparison.types(old.rest, now.rest, below(spot, '[…]')) : []),
    ];
  }
  if (old.kind === 'class' && now.kind === 'class') {
    if (old.wire && now.wire) return comparison.types(old.wire, now.wire, spot);
    if (old.name !== now.name || old.wire || now.wire) return typeChanged;
    return comparison.properties(old.fields, now.fields, below(spot, '.'), 'field');
  }
  if (old.kind === 'template' && now.kind === 'template')
    return old.pattern === now.pattern ? [] : typeChanged;
  if (old.kind === 'error' && now.kind === 'error') return old.name === now.name ? [] : typeChanged;
  return canonicalText(old) === canonicalText(now) ? [] : typeChanged;
}

/** A union, or one of the types that stand for a set of values. */
const isChoice = ({ kind }: Core): boolean => kind === 'union' || kind === 'literal' || kind === 'enum';

function compareChoices(context: Context, old: Core, now: Core, spot: Spot): ContractChange[] {
  const form = compareForm(old, now, spot);
  const [before, after] = [choicesOf(old), choicesOf(now)];
  const [oldCores, newCores] = [coresOf(before, context.before), coresOf(after, context.after)];
  const widerAfter = oldCores.every((choice) => newCores.some((other) => covers(other, choice)));
  const widerBefore = newCores.every((choice) => oldCores.some((other) => covers(other, choice)));
  const pairs = pairUp(context, before, after);
  const inside = pairs.flatMap(([a, b]) => context.comparison.types(a.type, b.type, below(spot, tagText(a))));
  const removed = before.filter((choice) => !pairs.some(([a]) => a === choice));
  const added = after.filter((choice) => !pairs.some(([, b]) => b === choice));
  if (pairs.length === 0 && !widerAfter && !widerBefore && isScalarChange(old, now)) {
    return [changed(spot, `type changed from ${nameOf(old)} to ${nameOf(now)}`, different)];
  }
  return [
    ...form,
    ...inside,
    ...(widerAfter ? [] : removed.map((each) => changed(spot, `${memberName(each)} removed`, narrowed))),
    ...(widerBefore ? [] : added.map((each) => changed(spot, `${memberName(each)} added`, widened))),
  ];
}

const isScalarChange = (old: Core, now: Core): boolean => old.kind !== 'union' || now.kind !== 'union';

/** Whether a box or another discriminant changes what even unchanged members look like. */
function compareForm(old: Core, now: Core, spot: Spot): ContractChange[] {
  const [was, is] = [boxOrTag(old), boxOrTag(now)];
  return was === is || (was === '' && is !== 'boxed') || (is === '' && was !== 'boxed')
    ? []
    : [changed(spot, 'the members are told apart differently', different)];
}

function boxOrTag(core: Core): string {
  if (core.kind !== 'union') return '';
  if (core.strategy.by === 'discriminant') return core.strategy.property;
  return core.strategy.by === 'boxed' ? 'boxed' : '';
}

function choicesOf(core: Core): UnionMember[] {
  if (core.kind === 'union') return [...core.members];
  if (core.kind === 'enum') return core.members.map(({ value }) => ({ type: { kind: 'literal', value } }));
  return [{ type: core as WireType }];
}

const coresOf = (members: readonly UnionMember[], contract: Contract): Core[] =>
  members.map(({ type }) => shapeOf(type, contract).core);

/** True when every value of `narrow` is one of `wide`: `'a'` and `string`. */
const covers = (wide: Core, narrow: Core): boolean =>
  (narrow.kind === 'literal' && typeof narrow.value === wide.kind) ||
  canonicalText(wide) === canonicalText(narrow);

/** Members that are the same one in both versions: equal, of one name, or selected by the same tag. */
function pairUp(
  context: Context,
  before: readonly UnionMember[],
  after: readonly UnionMember[],
): [UnionMember, UnionMember][] {
  const left = [...after];
  return before.flatMap((old) => {
    const index = left.findIndex((now) => isSameMember(context, old, now));
    const now = left[index];
    if (now === undefined) return [];
    left.splice(index, 1);
    return [[old, now] as [UnionMember, UnionMember]];
  });
}

function isSameMember({ before, after }: Context, old: UnionMember, now: UnionMember): boolean {
  if (old.tags !== undefined && now.tags !== undefined)
    return old.tags.some((tag) => now.tags?.includes(tag));
  if (old.type.kind === 'ref' && now.type.kind === 'ref' && old.type.id === now.type.id) return true;
  const [a, b] = [shapeOf(old.type, before).core, shapeOf(now.type, after).core];
  return canonicalText(a) === canonicalText(b);
}

const tagText = ({ tags }: UnionMember): string => (tags?.length ? `(${tags.join('|')})` : '');

function memberName({ type, tags }: UnionMember): string {
  if (type.kind === 'literal') return `value ${JSON.stringify(type.value)}`;
  return `union member ${tags?.length ? tags.join('|') : type.kind === 'ref' ? type.id : type.kind}`;
}

function nameOf(core: Core): string {
  if (core.kind === 'class' || core.kind === 'error' || core.kind === 'enum') return core.name;
  if (core.kind === 'literal') return JSON.stringify(core.value);
  return core.kind === 'bytes' ? core.as : core.kind;
}
