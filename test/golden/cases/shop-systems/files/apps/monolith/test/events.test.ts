/** The events of an order, from process to process, in every placement that dev.json allows. */
import { placements, startApps } from '@shop/platform/testing';
import type { Apps } from '@shop/platform/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ShopClient } from './shop-client.ts';

const patience = { timeout: 15_000, interval: 100 };

describe.each(placements())('events of the shop, %s', (placement) => {
  let apps: Apps;
  let shop: ShopClient;
  let database: Client;
  beforeAll(async () => {
    apps = await startApps(placement);
    shop = new ShopClient(apps.url);
    database = new Client({ connectionString: apps.databaseUrl });
    await database.connect();
  }, 60_000);
  afterAll(async () => {
    await database.end();
    await apps.close();
  });

  const read = async (text: string, orderId: string): Promise<object[]> =>
    (await database.query<object>(text, [orderId])).rows;

  it('tell orders of a payment, and everybody of an order', async () => {
    const id = await vi.waitFor(async () => {
      const placed = await shop.placeOrder(await shop.signIn());
      expect([201, 202], placed.text).toContain(placed.status);
      return placed.json<{ id: string }>().id;
    }, patience);
    await vi.waitFor(async () => {
      const heard = `select type, state, attempts from orders.inbox where listener = 'settle-orders' and subject = $1`;
      expect(await read(heard, id)).toEqual([
        { type: 'payments.payment-captured', state: 'done', attempts: 1 },
      ]);
      const told = `select type, completed_at is not null as completed from orders.outbox where aggregateid = $1 order by position`;
      expect(await read(told, id)).toEqual([
        { type: 'orders.order-placed', completed: true },
        { type: 'orders.order-paid', completed: true },
      ]);
    }, patience);
  });
});
