import type { Database } from './database.ts';
import { moduleDatabase } from './module-database.ts';
import type { Pool } from './pool.ts';

/** A database of this process, and the process's only pool of connections to it. */
export interface Store {
  readonly url: string;
  readonly pool: Pool;
  /** Why no migration may run in it at the moment. */
  readonly frozen?: string;
}

/** Where the tables of each module are. */
export interface Stores {
  database<Tables>(schema: string): Database<Tables>;
  /**
   * The store that has the tables of a module now.
   * @throws {SetupError} when no process that is set up like this one may use them
   */
  home(schema: string): Promise<Store>;
}

/** All modules in one database. */
export function oneStore(store: Store): Stores {
  return {
    database: <Tables>(schema: string) => moduleDatabase<Tables>(store.pool, schema),
    home: async () => store,
  };
}
