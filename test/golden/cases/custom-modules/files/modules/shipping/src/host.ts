/** For composition roots only: what puts shipping to work. */
import type { Database } from '@press/platform/db';
import type { Clock } from '@press/platform/host';
import type { Logger } from '@press/platform/log';
import type { HostedModule } from '@press/platform/module';
import type { GiftCards } from '@press/gift-cards';
import type { Catalog } from '@press/catalog';
import { shippingRoutes } from './adapters/http.ts';
import type { ShippingTables } from './adapters/postgres.ts';
import { PostgresEntryStore } from './adapters/postgres.ts';
import { ShippingService } from './domain/service.ts';
import type { Shipping } from './index.ts';

export { shippingRoutes };

export interface ShippingDependencies {
  readonly database: Database<ShippingTables>;
  readonly giftCards: GiftCards;
  readonly catalog: Catalog;
  readonly log: Logger;
  readonly clock: Clock;
}

export function createShipping({ database, ...parts }: ShippingDependencies): HostedModule<Shipping> {
  const port = new ShippingService({ store: new PostgresEntryStore(database), ...parts });
  return {
    port,
    routes: shippingRoutes(port),
    migrations: { schema: 'shipping', directory: new URL('../migrations/', import.meta.url) },
  };
}
