/** A check, for tests, that work repeated many times leaves nothing behind. `@shop/platform/leaks`. */
export { expectNoLeak, measureLeak } from './measure-leak.ts';
export type { LeakOptions, LeakReport } from './measure-leak.ts';
export type { OpenScenario, Scenario } from './scenario.ts';
