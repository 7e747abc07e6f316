import { testEvents } from '@shop/platform/events/testing';
import { createLogger } from '@shop/platform/log';
import type { Worker } from '@shop/platform/module';
import { testDatabase } from '@shop/platform/testing';
import type { OrdersTables } from '../src/adapters/order-row.ts';
import type { OrdersDependencies } from '../src/host.ts';
import { createOrders } from '../src/host.ts';
import type { Fixture } from './behaviour.ts';
import { FakePayments, FakeUsers } from './fakes.ts';

/** Orders in this process, over a database of its own and stand-ins for what it uses. Its workers do not run. */
export async function ordersFixture(
  changes: Partial<OrdersDependencies> = {},
): Promise<Fixture & { workers: readonly Worker[] }> {
  const migrations = { schema: 'orders', directory: new URL('../migrations/', import.meta.url) };
  const { database, url, close } = await testDatabase<OrdersTables>(migrations);
  const log = createLogger({ name: 'test', level: 'silent' });
  const { port, workers = [] } = createOrders({
    database,
    events: testEvents(url).events,
    users: new FakeUsers(),
    payments: new FakePayments(),
    config: { ORDERS_SWEEP_MS: 20 },
    log,
    clock: { now: () => new Date() },
    ...changes,
  });
  return { port, workers, close };
}
