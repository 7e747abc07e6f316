import { isStrong } from '../evidence/git/model.ts';
import type { Measured } from '../evidence/measure.ts';
import type { Merge } from './model.ts';

/** Of the changes of either module, this share must be of both before the two are taken for one. */
const nearlyAlways = 0.5;

/**
 * Pairs that are one bounded context: each changes with the other half of the time, or they use each other and share data
 * or changes. Splitting them would give two services that deploy together.
 */
export function findMerges({ code, data, git }: Measured): readonly Merge[] {
  const pairs = code.modules.flatMap(({ name: a }, index) =>
    code.modules.slice(index + 1).map(({ name: b }) => [a, b] as const),
  );
  return pairs
    .flatMap(([a, b]): (Merge & { readonly weight: number })[] => {
      const both = git.coChange.find(
        (pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a),
      );
      const mutual = code.cycles.some(
        ({ modules }) => modules.length === 2 && modules.includes(a) && modules.includes(b),
      );
      const shared = data.shared
        .filter(({ writers }) => writers.includes(a) && writers.includes(b))
        .map(({ table }) => table);
      const strong = both !== undefined && isStrong(both);
      const always = strong && both.together / Math.max(both.ofA, both.ofB) >= nearlyAlways;
      if (!always && !(mutual && (strong || shared.length > 0))) return [];
      const because = [
        ...(both && strong
          ? [
              `${both.together} commits change both, of ${both.ofA} that change ${both.a} and ${both.ofB} that change ${both.b}`,
            ]
          : []),
        ...(mutual ? ['each imports the other'] : []),
        ...(shared.length > 0 ? [`both write ${shared.slice(0, 3).join(', ')}`] : []),
      ];
      return [{ modules: [a, b], because, weight: because.length + (both?.degree ?? 0) }];
    })
    .sort((one, other) => other.weight - one.weight)
    .map(({ modules, because }) => ({ modules, because }));
}
