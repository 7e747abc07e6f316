import { testEvents } from '@shop/platform/events/testing';
import { createLogger } from '@shop/platform/log';
import { testDatabase } from '@shop/platform/testing';
import { paymentCaptured, paymentDeclined } from '@shop/payments';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrdersTables } from '../src/adapters/order-row.ts';
import { createOrders } from '../src/host.ts';
import type { Orders } from '../src/index.ts';
import { FakePayments, FakeUsers } from './fakes.ts';

const patience = { timeout: 5_000 };
const request = { userId: 'ada', items: [{ sku: 'tea', quantity: 2 }], card: 'tok_visa' };
const total = { amount: '900', currency: 'EUR' };

let orders: Orders;
let payments: FakePayments;
let events: ReturnType<typeof testEvents>;
let close: () => Promise<void>;

beforeEach(async () => {
  const migrations = { schema: 'orders', directory: new URL('../migrations/', import.meta.url) };
  const { database, url, close: drop } = await testDatabase<OrdersTables>(migrations);
  events = testEvents(url);
  payments = new FakePayments();
  orders = createOrders({
    database,
    events: events.events,
    users: new FakeUsers(),
    payments,
    config: { ORDERS_SWEEP_MS: 1_000 },
    log: createLogger({ name: 'test', level: 'silent' }),
    clock: { now: () => new Date() },
  }).port;
  events.run();
  close = async () => {
    await events.close();
    await drop();
  };
});
afterEach(() => close());

const published = (count: number) =>
  vi.waitFor(() => {
    expect(events.published).toHaveLength(count);
    return events.published;
  }, patience);

describe('orders tells', () => {
  it('that one was placed, then that it was paid', async () => {
    const { id } = await orders.place(request);
    expect(await published(2)).toMatchObject([
      {
        type: 'orders.order-placed',
        subject: id,
        data: { orderId: id, userId: 'ada', total, lines: [{ sku: 'tea', quantity: 2 }] },
      },
      { type: 'orders.order-paid', subject: id, data: { orderId: id, total } },
    ]);
  });

  it('that one was refused', async () => {
    await orders.place({ ...request, card: 'tok_declined' }).catch(() => {});
    expect(await published(2)).toMatchObject([
      { type: 'orders.order-placed' },
      { type: 'orders.order-refused', data: { reason: 'insufficient-funds' } },
    ]);
  });

  it('once of an order that is placed again with its key', async () => {
    const again = { ...request, idempotencyKey: 'key' };
    await orders.place(again);
    await orders.place(again);
    await orders.place(request);
    const types = (await published(4)).map(({ type }) => type);
    expect(types.filter((type) => type === 'orders.order-placed')).toHaveLength(2);
  });
});

describe('orders hears', () => {
  async function placePending(): Promise<string> {
    payments.isDown = true;
    const { id, state } = await orders.place(request);
    expect(state.kind).toBe('pending');
    return id;
  }

  it('that a payment was captured whose answer was lost, also when it is told twice', async () => {
    const orderId = await placePending();
    const event = { type: paymentCaptured, subject: orderId, data: { orderId, payerId: 'ada', total } };
    await events.deliver(event, 'e1');
    await events.deliver(event, 'e1');
    await events.deliver(event, 'e2');
    await vi.waitFor(
      async () => expect((await orders.get('ada', orderId)).state.kind).toBe('paid'),
      patience,
    );
    expect((await published(2)).map(({ type }) => type)).toEqual([
      'orders.order-placed',
      'orders.order-paid',
    ]);
  });

  it('that a card was declined', async () => {
    const orderId = await placePending();
    const data = { orderId, payerId: 'ada', reason: 'expired-card' } as const;
    await events.deliver({ type: paymentDeclined, subject: orderId, data });
    await vi.waitFor(
      async () =>
        expect((await orders.get('ada', orderId)).state).toMatchObject({
          kind: 'refused',
          reason: 'expired-card',
        }),
      patience,
    );
  });

  it('of payments of orders that it does not have, and goes on', async () => {
    const data = { orderId: 'unknown', payerId: 'ada', total };
    await events.deliver({ type: paymentCaptured, subject: 'unknown', data });
    const orderId = await placePending();
    await events.deliver({ type: paymentCaptured, subject: orderId, data: { ...data, orderId } });
    await vi.waitFor(
      async () => expect((await orders.get('ada', orderId)).state.kind).toBe('paid'),
      patience,
    );
  });
});
