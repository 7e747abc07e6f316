/** What every implementation of the port has to do, wherever it runs. */
import { randomUUID } from 'node:crypto';
import { Money } from '@shop/payments';
import { UserNotFound } from '@shop/users';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Orders, PlaceOrder } from '../src/index.ts';
import { IdempotencyKeyReused, OrderNotFound, OrderRefused, UnknownArticle } from '../src/index.ts';

/** `port` knows every user but `nobody`, and charges as the test acquirer does. */
export interface Fixture {
  readonly port: Orders;
  close(): Promise<void>;
}

export function ordersBehaviour(title: string, fixture: () => Promise<Fixture>): void {
  describe(title, () => {
    let orders: Orders;
    let close: () => Promise<void>;
    let userId = '';
    beforeAll(async () => {
      const made = await fixture();
      orders = made.port;
      close = () => made.close();
    });
    afterAll(() => close());
    beforeEach(() => {
      userId = randomUUID();
    });

    const request = (changes: Partial<PlaceOrder> = {}): PlaceOrder => ({
      userId,
      items: [
        { sku: 'teapot', quantity: 1 },
        { sku: 'tea', quantity: 2 },
      ],
      card: 'tok_visa',
      ...changes,
    });

    describe('placing', () => {
      it('prices the items and charges the card', async () => {
        const order = await orders.place(request());
        expect(order).toMatchObject({ userId, receiptTo: expect.stringContaining('@') });
        expect(order.total).toEqual(new Money(2899n, 'EUR'));
        expect(order.total).toBeInstanceOf(Money);
        expect(order.lines).toEqual([
          { sku: 'teapot', quantity: 1, unitPrice: new Money(1999n, 'EUR') },
          { sku: 'tea', quantity: 2, unitPrice: new Money(450n, 'EUR') },
        ]);
        expect(order.state).toEqual({ kind: 'paid', paidAt: expect.any(Date) });
      });

      it('refuses the order when the card is declined, and keeps it', async () => {
        const error: unknown = await orders.place(request({ card: 'tok_declined' })).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(OrderRefused);
        expect(error).toMatchObject({ reason: 'insufficient-funds', status: 402 });
        const order = await orders.get(userId, (error as OrderRefused).orderId);
        expect(order.state).toMatchObject({ kind: 'refused', reason: 'insufficient-funds' });
      });

      it('leaves the order pending when the charge has no answer', async () => {
        const order = await orders.place(request({ card: 'tok_unreachable' }));
        expect(order.state).toEqual({ kind: 'pending' });
      });

      it('does not take an article that is not sold, nor an order of nobody', async () => {
        const items = [{ sku: 'coffee', quantity: 1 }];
        const error: unknown = await orders.place(request({ items })).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(UnknownArticle);
        expect(error).toMatchObject({ sku: 'coffee' });
        await expect(orders.place(request({ userId: 'nobody' }))).rejects.toBeInstanceOf(UserNotFound);
        expect((await orders.list(userId, { limit: 10 })).orders).toEqual([]);
      });
    });

    describe('an idempotency key', () => {
      const idempotencyKey = 'key';

      it('places one order, also for requests at the same time', async () => {
        const asked = request({ idempotencyKey });
        const placed = await Promise.all([1, 2, 3].map(() => orders.place(asked)));
        expect(new Set(placed.map(({ id }) => id)).size).toBe(1);
        expect(await orders.place(asked)).toEqual(await orders.get(userId, placed[0]?.id ?? ''));
        expect((await orders.list(userId, { limit: 10 })).orders).toHaveLength(1);
      });

      it('repeats a refusal', async () => {
        const asked = request({ idempotencyKey, card: 'tok_declined' });
        const first: unknown = await orders.place(asked).catch((e: unknown) => e);
        const second: unknown = await orders.place(asked).catch((e: unknown) => e);
        expect(second).toBeInstanceOf(OrderRefused);
        expect((second as OrderRefused).orderId).toBe((first as OrderRefused).orderId);
      });

      it('is for one order', async () => {
        await orders.place(request({ idempotencyKey }));
        const other = request({ idempotencyKey, items: [{ sku: 'tea', quantity: 1 }] });
        await expect(orders.place(other)).rejects.toBeInstanceOf(IdempotencyKeyReused);
      });

      it('is one per user', async () => {
        const mine = await orders.place(request({ idempotencyKey }));
        const theirs = await orders.place(request({ idempotencyKey, userId: randomUUID() }));
        expect(theirs.id).not.toBe(mine.id);
      });
    });

    describe('reading', () => {
      it('finds an order of one’s own', async () => {
        const order = await orders.place(request());
        expect(await orders.get(userId, order.id)).toEqual(order);
      });

      it('does not find somebody else’s, nor one that does not exist', async () => {
        const order = await orders.place(request());
        const error: unknown = await orders.get('bob', order.id).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(OrderNotFound);
        expect(error).toMatchObject({ orderId: order.id, status: 404 });
        await expect(orders.get(userId, 'nothing')).rejects.toBeInstanceOf(OrderNotFound);
      });

      it('lists one’s own in pages, newest first', async () => {
        const placed: string[] = [];
        for (let i = 0; i < 3; i++) placed.unshift((await orders.place(request())).id);
        await orders.place(request({ userId: 'bob' }));
        const first = await orders.list(userId, { limit: 2 });
        const second = await orders.list(userId, { limit: 2, after: first.next ?? '' });
        expect([...first.orders, ...second.orders].map(({ id }) => id).sort()).toEqual(placed.toSorted());
        expect(first.orders.map(({ placedAt }) => placedAt.getTime())).toEqual(
          first.orders.map(({ placedAt }) => placedAt.getTime()).toSorted((a, b) => b - a),
        );
        expect(second).not.toHaveProperty('next');
      });
    });
  });
}
