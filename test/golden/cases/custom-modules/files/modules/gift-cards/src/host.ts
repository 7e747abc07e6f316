/** For composition roots only: what puts gift-cards to work. */
import type { Database } from '@press/platform/db';
import type { Clock } from '@press/platform/host';
import type { Logger } from '@press/platform/log';
import type { HostedModule } from '@press/platform/module';
import type { Catalog } from '@press/catalog';
import { giftCardsRoutes } from './adapters/http.ts';
import type { GiftCardsTables } from './adapters/postgres.ts';
import { PostgresEntryStore } from './adapters/postgres.ts';
import { GiftCardsService } from './domain/service.ts';
import type { GiftCards } from './index.ts';

export { giftCardsRoutes };

export interface GiftCardsDependencies {
  readonly database: Database<GiftCardsTables>;
  readonly catalog: Catalog;
  readonly log: Logger;
  readonly clock: Clock;
}

export function createGiftCards({ database, ...parts }: GiftCardsDependencies): HostedModule<GiftCards> {
  const port = new GiftCardsService({ store: new PostgresEntryStore(database), ...parts });
  return {
    port,
    routes: giftCardsRoutes(port),
    migrations: { schema: 'gift_cards', directory: new URL('../migrations/', import.meta.url) },
  };
}
