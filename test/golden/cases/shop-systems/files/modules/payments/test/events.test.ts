import { testEvents } from '@shop/platform/events/testing';
import { createLogger } from '@shop/platform/log';
import { testDatabase } from '@shop/platform/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PaymentsTables } from '../src/adapters/payment-row.ts';
import { createPayments } from '../src/host.ts';
import type { Payments } from '../src/index.ts';
import { CardDeclined, Money } from '../src/index.ts';

let payments: Payments;
let close: () => Promise<void>;
let events: ReturnType<typeof testEvents>;

beforeEach(async () => {
  const migrations = { schema: 'payments', directory: new URL('../migrations/', import.meta.url) };
  const { database, url, close: drop } = await testDatabase<PaymentsTables>(migrations);
  events = testEvents(url);
  const log = createLogger({ name: 'test', level: 'silent' });
  payments = createPayments({ database, events: events.events, log, clock: { now: () => new Date() } }).port;
  events.run();
  close = async () => {
    await events.close();
    await drop();
  };
});
afterEach(() => close());

const request = { orderId: 'o1', payerId: 'ada', amount: new Money(450n, 'EUR'), card: 'tok_visa' };

it('tells once that an order is paid, however often it is charged', async () => {
  await payments.charge(request);
  await payments.charge(request);
  await payments.charge({ ...request, orderId: 'o2' });
  await vi.waitFor(() => expect(events.published).toHaveLength(2), { timeout: 5_000 });
  expect(events.published).toMatchObject([
    {
      type: 'payments.payment-captured',
      subject: 'o1',
      data: { orderId: 'o1', payerId: 'ada', total: { amount: '450', currency: 'EUR' } },
    },
    { type: 'payments.payment-captured', subject: 'o2' },
  ]);
});

it('tells that a card was declined', async () => {
  await expect(payments.charge({ ...request, card: 'tok_declined' })).rejects.toBeInstanceOf(CardDeclined);
  await vi.waitFor(() => expect(events.published).toHaveLength(1), { timeout: 5_000 });
  expect(events.published).toMatchObject([
    { type: 'payments.payment-declined', subject: 'o1', data: { reason: 'insufficient-funds' } },
  ]);
});
