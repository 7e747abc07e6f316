import { questionOf, verdicts } from './framework/index.ts';
import type { ChangedAnswer, Flip } from './model.ts';

/** `8 or more engineers worked on it (Q2-team)`. */
export function changeText({ id, to }: ChangedAnswer): string {
  const { conditions } = questionOf(id);
  return `${to === 'no' || to.startsWith('fewer') ? conditions.no : conditions.yes} (${id})`;
}

const join = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const numberWords = ['none', 'one', 'two', 'three', 'four', 'five'];

const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k);

/**
 * The flips as sentences, one per verdict they lead to. Where the sets are all choices of k out of the same answers, one
 * sentence says so instead of listing every combination.
 */
export function describeChanges(flips: readonly Flip[]): readonly string[] {
  const targets = [...new Set(flips.map(({ verdict }) => verdict))];
  return targets.flatMap((target) => {
    const conditions = conditionsOf(
      flips.filter(({ verdict }) => verdict === target).map(({ changes }) => changes),
    );
    return conditions.map((condition) => `"${verdicts[target].title}" if ${condition}`);
  });
}

function conditionsOf(sets: readonly (readonly ChangedAnswer[])[]): readonly string[] {
  const all = [...new Map(sets.flat().map((change) => [change.id, change])).values()];
  const inAll = all.filter(({ id }) => sets.every((set) => set.some((change) => change.id === id)));
  const rest = all.filter((change) => !inAll.includes(change));
  const size = (sets[0]?.length ?? 0) - inAll.length;
  if (sets.length === 1 || sets.length !== binomial(rest.length, size)) {
    return sets.map((set) => join(set.map(changeText)));
  }
  const anyOf = `${numberWords[size] ?? size} of these were so: ${rest.map(changeText).join('; ')}`;
  if (rest.some(({ to }) => to !== 'yes')) return sets.map((set) => join(set.map(changeText)));
  return [join([...inAll.map(changeText), anyOf])];
}
