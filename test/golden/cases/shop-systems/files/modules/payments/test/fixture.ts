import { testEvents } from '@shop/platform/events/testing';
import { createLogger } from '@shop/platform/log';
import { testDatabase } from '@shop/platform/testing';
import type { PaymentsTables } from '../src/adapters/payment-row.ts';
import type { PaymentsDependencies } from '../src/host.ts';
import { createPayments } from '../src/host.ts';
import type { Fixture } from './behaviour.ts';

/** Payments in this process, over a database of its own. */
export async function paymentsFixture(changes: Partial<PaymentsDependencies> = {}): Promise<Fixture> {
  const migrations = { schema: 'payments', directory: new URL('../migrations/', import.meta.url) };
  const { database, url, close } = await testDatabase<PaymentsTables>(migrations);
  const log = createLogger({ name: 'test', level: 'silent' });
  const clock = { now: () => new Date() };
  const { port } = createPayments({ database, events: testEvents(url).events, log, clock, ...changes });
  return { port, close };
}
