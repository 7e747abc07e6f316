import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { transactions } from '../context/index.ts';
import { ModuleDriver } from './module-driver.ts';
import type { Database } from './database.ts';
import type { Pool } from './pool.ts';

/** The schema of one module over the shared pool, under the module's role. */
export function moduleDatabase<Tables>(pool: Pool, schema: string): Database<Tables> {
  const kysely = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new ModuleDriver(pool, schema),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return {
    transaction: (work) => transactions.around({ schema }, () => kysely.transaction().execute(work)),
    ready: () => kysely.transaction().execute(async () => {}),
  };
}
