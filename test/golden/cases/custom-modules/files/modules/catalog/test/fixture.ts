import { createLogger } from '@press/platform/log';
import { testDatabase } from '@press/platform/testing';
import type { CatalogTables } from '../src/adapters/postgres.ts';
import { createCatalog } from '../src/host.ts';
import type { Fixture } from './behaviour.ts';

/** Catalog in this process, over a database of its own. */
export async function catalogFixture(): Promise<Fixture> {
  const migrations = { schema: 'catalog', directory: new URL('../migrations/', import.meta.url) };
  const { database, close } = await testDatabase<CatalogTables>(migrations);
  const { port } = createCatalog({
    database,
    log: createLogger({ name: 'test', level: 'silent' }),
    clock: { now: () => new Date() },
  });
  return { port, close };
}
