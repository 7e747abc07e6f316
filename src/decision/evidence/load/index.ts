/** What load tests say: reading their results, and judging them by a target. */
export { autocannonSchema, percentilesIn } from './autocannon.ts';
export { judgeLoad } from './judge.ts';
export type { LoadResult, Percentile, Slo } from './model.ts';
export { fromOwn, ownLoadSchema, type OwnLoad } from './own.ts';
export { readLoadResult } from './read-result.ts';
export { readSlo } from './slo.ts';
export { readTarget } from './target.ts';
