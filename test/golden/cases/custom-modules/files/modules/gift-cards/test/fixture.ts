import { createLogger } from '@press/platform/log';
import { testDatabase } from '@press/platform/testing';
import type { Catalog } from '@press/catalog';
import type { GiftCardsTables } from '../src/adapters/postgres.ts';
import { createGiftCards } from '../src/host.ts';
import type { Fixture } from './behaviour.ts';

/** Gift cards in this process, over a database of its own. */
export async function giftCardsFixture(): Promise<Fixture> {
  const migrations = { schema: 'gift_cards', directory: new URL('../migrations/', import.meta.url) };
  const { database, close } = await testDatabase<GiftCardsTables>(migrations);
  const { port } = createGiftCards({
    database,
    catalog: notUsedYet<Catalog>('catalog'),
    log: createLogger({ name: 'test', level: 'silent' }),
    clock: { now: () => new Date() },
  });
  return { port, close };
}

/** Stands in for a port until gift-cards calls it; give it the answers that the tests need then. */
function notUsedYet<Port extends object>(name: string): Port {
  return new Proxy({} as Port, {
    get: (_, method) => {
      throw new Error(`${name}.${String(method)} has no stand-in in this test`);
    },
  });
}
