/** Compares types that stand for a set of values: unions, literals, enums. */
import { canonicalText } from './canonical.ts';
import { below, changed, type ContractChange, type Spot } from './changes.ts';
import type { Contract, UnionMember, WireType } from './model.ts';
import { different, nameOf, narrowed, shapeOf, widened, type Context, type Core } from './shapes.ts';

/** A union, or one of the types that stand for a set of values. */
export const isChoice = ({ kind }: Core): boolean =>
  kind === 'union' || kind === 'literal' || kind === 'enum';

export function compareChoices(context: Context, old: Core, now: Core, spot: Spot): ContractChange[] {
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
