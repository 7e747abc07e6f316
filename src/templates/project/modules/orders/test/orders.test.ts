import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from '@shop/platform/module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Order, Orders } from '../src/index.ts';
import { ordersBehaviour } from './behaviour.ts';
import { FakePayments } from './fakes.ts';
import { ordersFixture } from './fixture.ts';

ordersBehaviour('orders in process', ordersFixture);

const request = { userId: 'ada', items: [{ sku: 'tea', quantity: 1 }], card: 'tok_visa' };
const minute = 60_000;

describe('an order that is left pending', () => {
  let now: number;
  let payments: FakePayments;
  let orders: Orders;
  let workers: readonly Worker[];
  let close: () => Promise<void>;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    now = Date.now();
    payments = new FakePayments();
    const fixture = await ordersFixture({ payments, clock: { now: () => new Date(now) } });
    orders = fixture.port;
    workers = fixture.workers;
    close = () => fixture.close();
    stop = async () => {};
  });
  afterEach(async () => {
    await stop();
    await close();
  });

  /** Runs the sweeper `times` times over, as several processes would. */
  function startSweeping(times = 1): void {
    const controller = new AbortController();
    const running = Array.from({ length: times }, () =>
      workers.map((worker) => worker.run(controller.signal)),
    );
    stop = async () => {
      controller.abort();
      await Promise.all(running.flat());
    };
  }

  async function placeWhileDown(card = 'tok_visa'): Promise<Order> {
    payments.isDown = true;
    const order = await orders.place({ ...request, card });
    payments.isDown = false;
    return order;
  }

  const kindOf = async ({ id }: Order): Promise<string> => (await orders.get('ada', id)).state.kind;
  const untilItIs = (kind: string, order: Order): Promise<void> =>
    vi.waitFor(async () => expect(await kindOf(order)).toBe(kind), { timeout: 5_000 });

  it('is paid by the sweeper once it is due', async () => {
    const order = await placeWhileDown();
    expect(order.state.kind).toBe('pending');
    startSweeping();
    await delay(100);
    expect(await kindOf(order)).toBe('pending');
    now += minute;
    await untilItIs('paid', order);
  });

  it('is refused by the sweeper when the card is declined', async () => {
    const order = await placeWhileDown('tok_declined');
    now += minute;
    startSweeping();
    await untilItIs('refused', order);
  });

  it('waits longer after each attempt', async () => {
    const order = await placeWhileDown();
    payments.isDown = true;
    startSweeping();
    now += minute;
    await vi.waitFor(() => expect(payments.asked).toBe(2), { timeout: 5_000 });
    await delay(100);
    expect(payments.asked).toBe(2);
    payments.isDown = false;
    now += minute;
    await untilItIs('paid', order);
  });

  it('is charged once by several sweepers', async () => {
    const placed: Order[] = [];
    for (let i = 0; i < 7; i++) placed.push(await placeWhileDown());
    now += minute;
    const askedBefore = payments.asked;
    startSweeping(3);
    await Promise.all(placed.map((order) => untilItIs('paid', order)));
    expect(payments.charged.size).toBe(7);
    expect(payments.asked - askedBefore).toBe(7);
  });

  it('is finished by a request that is repeated with its key', async () => {
    const asked = { ...request, idempotencyKey: 'again' };
    payments.isDown = true;
    const first = await orders.place(asked);
    payments.isDown = false;
    const second = await orders.place(asked);
    expect(second).toMatchObject({ id: first.id, state: { kind: 'paid' } });
  });

  it('keeps the first outcome when request and sweeper charge it at the same time', async () => {
    startSweeping();
    payments.beforeAnswer = async () => {
      payments.beforeAnswer = async () => {};
      now += minute;
      await vi.waitFor(() => expect(payments.asked).toBe(2), { timeout: 1_400 });
    };
    const order = await orders.place(request);
    expect(order.state.kind).toBe('paid');
    await stop();
    expect(await orders.get('ada', order.id)).toEqual(order);
    expect(payments.charged.size).toBe(1);
  });

  it('is answered in time when the charge hangs', async () => {
    payments.beforeAnswer = () => delay(minute, undefined, { ref: false });
    const start = performance.now();
    expect((await orders.place(request)).state.kind).toBe('pending');
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
