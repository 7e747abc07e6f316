export type { Database } from './database.ts';
export { databaseFailure } from './failures.ts';
export type { DatabaseFailure } from './failures.ts';
export { migrate, pendingMigrations } from './migrate.ts';
export { moduleDatabase } from './module-database.ts';
export { openPool } from './pool.ts';
export type { Pool } from './pool.ts';
export { roleOf } from './names.ts';
