import type { Mark } from './mark.ts';

/**
 * Where a module's tables are used: in the database that the process shares with others, or in its own. `neither`: for a
 * moment, in the middle of a switch. `both`: they would be used in two places, which must never be. `strangers`: they are
 * no longer in the first, and the second is not where they went.
 */
export type Home = 'shared' | 'own' | 'neither' | 'both' | 'strangers';

/** @param own of the module's own database; `undefined` when the process knows of none */
export function decideHome(shared: Mark, own: Mark | undefined): Home {
  if (serves(shared)) return own !== undefined && serves(own) ? 'both' : 'shared';
  if (shared.state === undefined) return firstHome(own);
  if (own === undefined || own.move !== shared.move) return 'strangers';
  return own.state === 'home' ? 'own' : 'neither';
}

/** Where the shared database has nothing of the module, its tables are, or are to be made, in its own. */
function firstHome(own: Mark | undefined): Home {
  if (own === undefined) return 'shared';
  return own.state === undefined || own.state === 'home' ? 'own' : 'strangers';
}

const serves = ({ state, hasTables }: Mark): boolean => (state === undefined ? hasTables : state === 'home');
