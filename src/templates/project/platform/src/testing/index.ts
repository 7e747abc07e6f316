export { startApps } from './apps.ts';
export type { Apps } from './apps.ts';
export { createDatabase, testDatabase } from './database.ts';
export type { TestDatabase } from './database.ts';
export { placements } from './placements.ts';
export type { Placement } from '../local/index.ts';
