/** For composition roots only: what puts catalog to work. */
import type { Database } from '@press/platform/db';
import type { Clock } from '@press/platform/host';
import type { Logger } from '@press/platform/log';
import type { HostedModule } from '@press/platform/module';
import { catalogRoutes } from './adapters/http.ts';
import type { CatalogTables } from './adapters/postgres.ts';
import { PostgresEntryStore } from './adapters/postgres.ts';
import { CatalogService } from './domain/service.ts';
import type { Catalog } from './index.ts';

export { catalogRoutes };

export interface CatalogDependencies {
  readonly database: Database<CatalogTables>;
  readonly log: Logger;
  readonly clock: Clock;
}

export function createCatalog({ database, ...parts }: CatalogDependencies): HostedModule<Catalog> {
  const port = new CatalogService({ store: new PostgresEntryStore(database), ...parts });
  return {
    port,
    routes: catalogRoutes(port),
    migrations: { schema: 'catalog', directory: new URL('../migrations/', import.meta.url) },
  };
}
