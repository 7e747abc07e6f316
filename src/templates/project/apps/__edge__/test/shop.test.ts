/** The shop as its users see it, over HTTP to real processes, in every placement that dev.json allows. */
import { randomUUID } from 'node:crypto';
import { readPlan } from '@shop/platform/local';
import { placements, startApps } from '@shop/platform/testing';
import type { Apps } from '@shop/platform/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ShopClient } from './shop-client.ts';

interface OrderView {
  readonly id: string;
  readonly status: string;
}

const transcripts: string[][] = [];

describe.each(placements())('the shop, %s', (placement) => {
  let apps: Apps;
  let shop: ShopClient;
  /** Of somebody with orders of every kind; hashing a password takes time, so only lists ask for a new account. */
  let token: string;
  beforeAll(async () => {
    apps = await startApps(placement);
    shop = new ShopClient(apps.url);
    transcripts.push(shop.transcript);
    token = await shop.signIn();
  }, 60_000);
  afterAll(() => apps.close());

  describe('accounts', () => {
    it('are opened once for each address', async () => {
      const body = { email: `${randomUUID()}@example.org`, name: 'Ada', password: 'correct horse battery' };
      const opened = await shop.send('POST', '/users', { body });
      expect(opened.status).toBe(201);
      expect(opened.text).not.toContain('password');
      const again = await shop.send('POST', '/users', { body: { ...body, email: body.email.toUpperCase() } });
      expect(again.status).toBe(409);
      expect(again.json()).toMatchObject({ type: 'urn:problem:email-taken', status: 409 });
    });

    it('are shown to those who are signed in', async () => {
      expect((await shop.get('/me', token)).json()).toMatchObject({ name: 'Ada' });
      expect((await shop.get('/me')).status).toBe(401);
      expect((await shop.get('/me', 'made.up.token')).status).toBe(401);
    });

    it('do not open for a wrong password, nor tell whether the address is known', async () => {
      const email = `${randomUUID()}@example.org`;
      await shop.send('POST', '/users', { body: { email, name: 'Ada', password: 'correct horse battery' } });
      const wrong = await shop.send('POST', '/sessions', { body: { email, password: 'wrong' } });
      const unknown = await shop.send('POST', '/sessions', {
        body: { email: `not.${email}`, password: 'wrong' },
      });
      expect([wrong.status, unknown.status]).toEqual([401, 401]);
      expect(unknown.text).toBe(wrong.text);
    });
  });

  describe('orders', () => {
    it('are placed, paid and read', async () => {
      const placed = await shop.placeOrder(token);
      expect(placed.status).toBe(201);
      expect(placed.json()).toMatchObject({ status: 'paid', total: { amount: '1999', currency: 'EUR' } });
      const path = placed.headers.get('location') ?? '';
      expect((await shop.get(path, token)).json()).toEqual(placed.json());
      const payment = await shop.get(`${path}/payment`, token);
      expect(payment.json()).toMatchObject({
        status: 'captured',
        amount: { amount: '1999', currency: 'EUR' },
      });
    });

    it('are refused when the card is declined, and kept', async () => {
      const token = await shop.signIn();
      const refused = await shop.placeOrder(token, { card: 'tok_declined' });
      expect(refused.status).toBe(402);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(refused.json()).toMatchObject({ type: 'urn:problem:order-refused' });
      const { orders } = (await shop.get('/orders', token)).json<{ orders: OrderView[] }>();
      expect(orders).toMatchObject([{ status: 'refused', declineReason: 'insufficient-funds' }]);
    });

    it('stay pending when the charge has no answer', async () => {
      const pending = await shop.placeOrder(token, { card: 'tok_unreachable' });
      expect(pending.status).toBe(202);
      expect(pending.json()).toMatchObject({ status: 'pending' });
    });

    it('are one’s own only', async () => {
      const [mine, theirs] = [await shop.signIn(), await shop.signIn()];
      const path = (await shop.placeOrder(mine)).headers.get('location') ?? '';
      expect((await shop.get(path, theirs)).status).toBe(404);
      expect((await shop.get(`${path}/payment`, theirs)).status).toBe(404);
      const refund = { token: theirs, body: { amount: { amount: '1', currency: 'EUR' } } };
      expect((await shop.send('POST', `${path}/refunds`, refund)).status).toBe(404);
      expect((await shop.get('/orders', theirs)).json()).toEqual({ orders: [] });
    });

    it('are listed in pages', async () => {
      const token = await shop.signIn();
      for (let i = 0; i < 3; i++) await shop.placeOrder(token);
      const first = (await shop.get('/orders?limit=2', token)).json<{ orders: OrderView[]; next: string }>();
      const second = (await shop.get(`/orders?limit=2&after=${first.next}`, token)).json<{
        orders: OrderView[];
      }>();
      expect(new Set([...first.orders, ...second.orders].map(({ id }) => id)).size).toBe(3);
      expect(second).not.toHaveProperty('next');
    });

    it('are placed once when the request is repeated with its key', async () => {
      const token = await shop.signIn();
      const key = { 'idempotency-key': 'my order' };
      const [first, second] = [await shop.placeOrder(token, {}, key), await shop.placeOrder(token, {}, key)];
      expect(second.text).toBe(first.text);
      expect((await shop.get('/orders', token)).json<{ orders: OrderView[] }>().orders).toHaveLength(1);
      expect((await shop.placeOrder(token, { card: 'tok_mastercard' }, key)).status).toBe(422);
    });

    it('are refunded up to what was paid', async () => {
      const path = (await shop.placeOrder(token)).headers.get('location') ?? '';
      const refund = (amount: string) =>
        shop.send('POST', `${path}/refunds`, { token, body: { amount: { amount, currency: 'EUR' } } });
      expect((await refund('1000')).json()).toMatchObject({
        status: 'refunded',
        refunded: { amount: '1000' },
      });
      const tooMuch = await refund('1000');
      expect(tooMuch.status).toBe(422);
      expect(tooMuch.json()).toMatchObject({ type: 'urn:problem:refund-exceeds-payment' });
    });
  });

  describe('the interface', () => {
    it('says what is wrong with a request, and never repeats its values', async () => {
      const answer = await shop.placeOrder(token, { items: [{ sku: 'teapot', quantity: 'very many' }] });
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ errors: [{ path: 'body/items/0/quantity' }] });
      expect(answer.text).not.toContain('very many');
    });

    it('does not know other articles, paths and methods', async () => {
      expect((await shop.placeOrder(token, { items: [{ sku: 'coffee', quantity: 1 }] })).status).toBe(422);
      expect((await shop.get('/nothing')).status).toBe(404);
      expect((await shop.send('DELETE', '/orders')).status).toBe(405);
    });

    it('tells whether it is alive and ready', async () => {
      expect((await shop.get('/healthz')).status).toBe(200);
      expect((await shop.get('/readyz')).status).toBe(200);
    });

    it('documents itself', async () => {
      expect((await shop.get('/docs')).headers.get('content-type')).toContain('text/html');
      const { paths } = (await shop.get('/docs/json')).json<{ paths: object }>();
      expect(Object.keys(paths)).toEqual(
        expect.arrayContaining(['/users', '/orders', '/orders/{id}/payment']),
      );
    });
  });
});

it('the shop answers the same in every placement, byte for byte', () => {
  const [first, ...others] = transcripts;
  for (const other of others) expect(other).toEqual(first);
});

const paymentsRunAlone = readPlan().processes.some(({ name }) => name === 'payments');

describe.runIf(paymentsRunAlone)('the shop, when the payments process dies', () => {
  let apps: Apps;
  beforeAll(async () => {
    apps = await startApps('remote', { ORDERS_SWEEP_MS: '200' });
  }, 60_000);
  afterAll(() => apps.close());

  it('takes orders, and finishes them by itself once payments is back', { timeout: 90_000 }, async () => {
    const shop = new ShopClient(apps.url);
    const token = await shop.signIn();
    await apps.kill('payments');
    const placed = await shop.placeOrder(token);
    expect(placed.status).toBe(202);
    const { id, status } = placed.json<OrderView>();
    expect(status).toBe('pending');
    expect((await shop.get(`/orders/${id}/payment`, token)).status).toBe(503);

    await apps.start('payments');
    const statusNow = async (): Promise<string> =>
      (await shop.get(`/orders/${id}`, token)).json<OrderView>().status;
    await vi.waitFor(async () => expect(await statusNow()).toBe('paid'), { timeout: 60_000, interval: 250 });
    expect((await shop.get(`/orders/${id}/payment`, token)).json()).toMatchObject({ status: 'captured' });
  });
});
