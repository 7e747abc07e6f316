import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Placed } from './customers.ts';

interface OrderRow {
  readonly id: string;
  readonly key: string;
  readonly state: string;
  readonly amount: string;
}

interface PaymentRow {
  readonly order_id: string;
  readonly state: string;
  readonly amount: string;
}

export interface Books {
  readonly orders: number;
  readonly paid: number;
  readonly refused: number;
  /** What does not balance, a sentence each. */
  readonly wrong: readonly string[];
}

/** Waits until no order is pending and every event is handled; what still is after `withinMs` is found by {@link balance}. */
export async function settled(url: string, withinMs: number): Promise<void> {
  await withClient(url, async (client) => {
    for (const until = performance.now() + withinMs; performance.now() < until; await delay(500)) {
      const { rows } = await client.query(
        `select from orders.orders where state = 'pending'
         union all select from orders.outbox where completed_at is null
         union all select from payments.outbox where completed_at is null
         union all select from orders.inbox where state = 'pending' limit 1`,
      );
      if (rows.length === 0) return;
    }
  });
}

/** Compares what customers were told with the orders, and the orders with the payments. */
export async function balance(url: string, placed: readonly Placed[]): Promise<Books> {
  return withClient(url, async (client) => {
    const orders = await client.query<OrderRow>(
      'select id, idempotency_key as key, state, amount::text from orders.orders',
    );
    const payments = await client.query<PaymentRow>(
      'select order_id, state, amount::text from payments.payments',
    );
    const byKey = groupBy(orders.rows, ({ key }) => key);
    const byOrder = groupBy(payments.rows, ({ order_id }) => order_id);
    const events = await client.query<{ problem: string }>(eventProblems);
    const known = new Set(orders.rows.map(({ id }) => id));
    const wrong = [
      ...placed.flatMap((one) => wrongWith(one, byKey.get(one.key) ?? [])),
      ...orders.rows.flatMap((order) => wrongCharge(order, byOrder.get(order.id) ?? [])),
      ...payments.rows.flatMap(({ order_id }) =>
        known.has(order_id) ? [] : [`a charge for ${order_id}, which is no order`],
      ),
      ...events.rows.map(({ problem }) => problem),
    ];
    const count = (state: string): number => orders.rows.filter((order) => order.state === state).length;
    return { orders: orders.rows.length, paid: count('paid'), refused: count('refused'), wrong };
  });
}

/** An order is announced once, and its end once; whatever was published has been handled, and nothing is dead. */
const eventProblems = `
  select 'order ' || o.id || ' was announced ' || count(b.id) || ' times' as problem
  from orders.orders o left join orders.outbox b on b.aggregateid = o.id and b.type = 'orders.order-placed'
  group by o.id having count(b.id) <> 1
  union all
  select 'the end of order ' || o.id || ' was announced ' || count(b.id) || ' times'
  from orders.orders o left join orders.outbox b on b.aggregateid = o.id and b.type in ('orders.order-paid', 'orders.order-refused')
  group by o.id having count(b.id) <> 1
  union all
  select 'event ' || p.id || ' of payments was not handled by orders'
  from payments.outbox p left join orders.inbox i on i.event_id = p.id::text and i.state = 'done'
  where p.type in ('payments.payment-captured', 'payments.payment-declined') and i.event_id is null
  union all
  select 'event ' || event_id || ' is dead: ' || coalesce(last_error, '') from orders.inbox where state = 'dead'
  union all
  select 'event ' || event_id || ' is dead: ' || coalesce(last_error, '') from orders.outbox_delivery where state = 'dead'
  union all
  select 'event ' || event_id || ' is dead: ' || coalesce(last_error, '') from payments.outbox_delivery where state = 'dead'`;

function wrongWith({ key, card, orderId, status }: Placed, found: readonly OrderRow[]): string[] {
  const [order, ...others] = found;
  if (order === undefined) return [`the order with key ${key}, answered ${status}, is lost`];
  if (others.length > 0) return [`the order with key ${key} is there ${found.length} times`];
  const expected = card === 'tok_declined' ? 'refused' : 'paid';
  return [
    ...(orderId !== undefined && orderId !== order.id
      ? [`key ${key} was answered ${orderId} and is ${order.id}`]
      : []),
    ...(order.state === expected ? [] : [`order ${order.id} with ${card} is ${order.state}`]),
  ];
}

function wrongCharge(order: OrderRow, charges: readonly PaymentRow[]): string[] {
  const [charge, ...others] = charges;
  if (charge === undefined) return [`order ${order.id} is ${order.state} and was never charged`];
  if (others.length > 0) return [`order ${order.id} was charged ${charges.length} times`];
  const expected = order.state === 'paid' ? 'captured' : 'declined';
  if (charge.state !== expected)
    return [`order ${order.id} is ${order.state}, its charge is ${charge.state}`];
  return charge.amount === order.amount
    ? []
    : [`order ${order.id} is ${order.amount}, charged ${charge.amount}`];
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
