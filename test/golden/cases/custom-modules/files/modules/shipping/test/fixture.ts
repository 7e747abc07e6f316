import { createLogger } from '@press/platform/log';
import { testDatabase } from '@press/platform/testing';
import type { GiftCards } from '@press/gift-cards';
import type { Catalog } from '@press/catalog';
import type { ShippingTables } from '../src/adapters/postgres.ts';
import { createShipping } from '../src/host.ts';
import type { Fixture } from './behaviour.ts';

/** Shipping in this process, over a database of its own. */
export async function shippingFixture(): Promise<Fixture> {
  const migrations = { schema: 'shipping', directory: new URL('../migrations/', import.meta.url) };
  const { database, close } = await testDatabase<ShippingTables>(migrations);
  const { port } = createShipping({
    database,
    giftCards: notUsedYet<GiftCards>('giftCards'),
    catalog: notUsedYet<Catalog>('catalog'),
    log: createLogger({ name: 'test', level: 'silent' }),
    clock: { now: () => new Date() },
  });
  return { port, close };
}

/** Stands in for a port until shipping calls it; give it the answers that the tests need then. */
function notUsedYet<Port extends object>(name: string): Port {
  return new Proxy({} as Port, {
    get: (_, method) => {
      throw new Error(`${name}.${String(method)} has no stand-in in this test`);
    },
  });
}
