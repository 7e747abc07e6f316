import type { Database } from '@shop/platform/db';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Order, OrderPage, OrderState, PageRequest } from '../index.ts';
import type { KeptOrder, NewOrder, OrderStore, PlacedOrder } from '../ports/order-store.ts';
import type { Announce } from './events.ts';
import type { OrdersTables } from './order-row.ts';
import { newRow, stateColumns, toOrder, toPlaced } from './order-row.ts';

export class PostgresOrderStore implements OrderStore {
  readonly #database: Database<OrdersTables>;
  readonly #announce: Announce;

  constructor(database: Database<OrdersTables>, announce: Announce) {
    this.#database = database;
    this.#announce = announce;
  }

  add(placed: NewOrder): Promise<KeptOrder> {
    return this.#database.transaction(async (trx) => {
      const inserted = await trx
        .insertInto('orders')
        .values(newRow(placed))
        .onConflict((conflict) => conflict.columns(['user_id', 'idempotency_key']).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (inserted !== undefined) await this.#announce(trx, toOrder(inserted));
      const row = inserted ?? (await findByKey(trx, placed.order.userId, placed.idempotencyKey));
      return { ...toPlaced(row), fingerprint: row.fingerprint };
    });
  }

  find(userId: string, orderId: string): Promise<Order | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx
        .selectFrom('orders')
        .selectAll()
        .where('id', '=', orderId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row && toOrder(row);
    });
  }

  list(userId: string, { limit, after }: PageRequest): Promise<OrderPage> {
    return this.#database.transaction(async (trx) => {
      const rows = await trx
        .selectFrom('orders')
        .selectAll()
        .where('user_id', '=', userId)
        .$if(after !== undefined, (query) =>
          query.where(({ eb, refTuple, selectFrom }) =>
            eb(
              refTuple('placed_at', 'id'),
              '<',
              selectFrom('orders as last')
                .select(['last.placed_at', 'last.id'])
                .where('last.id', '=', String(after))
                .where('last.user_id', '=', userId)
                .$asTuple('placed_at', 'id'),
            ),
          ),
        )
        .orderBy('placed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return toPage(rows.map(toOrder), limit);
    });
  }

  settle(orderId: string, state: OrderState): Promise<Order> {
    return this.#database.transaction(async (trx) => {
      await this.settleIn(trx, orderId, state);
      return toOrder(
        await trx.selectFrom('orders').selectAll().where('id', '=', orderId).executeTakeFirstOrThrow(),
      );
    });
  }

  /** In the caller's transaction; nothing happens to an order that has an outcome. */
  async settleIn(trx: Transaction<OrdersTables>, orderId: string, state: OrderState): Promise<void> {
    const settled = await trx
      .updateTable('orders')
      .set({ ...stateColumns(state), card: null })
      .where('id', '=', orderId)
      .where('state', '=', 'pending')
      .returningAll()
      .executeTakeFirst();
    if (settled !== undefined) await this.#announce(trx, toOrder(settled));
  }

  claimDue(now: Date, limit: number): Promise<readonly PlacedOrder[]> {
    return this.#database.transaction(async (trx) => {
      const rows = await trx
        .with('due', (db) =>
          db
            .selectFrom('orders')
            .select('id as due_id')
            .where('state', '=', 'pending')
            .where('next_attempt_at', '<=', now)
            .orderBy('next_attempt_at')
            .limit(limit)
            .forUpdate()
            .skipLocked(),
        )
        .updateTable('orders')
        .from('due')
        .set({ attempts: sql`attempts + 1`, next_attempt_at: nextAttempt(now) })
        .whereRef('id', '=', 'due_id')
        .returningAll('orders')
        .execute();
      return rows.map(toPlaced);
    });
  }
}

/** 10 s after the first attempt, doubled with each to at most some 5 minutes, ± 20 %. */
function nextAttempt(now: Date) {
  return sql<Date>`${now}::timestamptz
    + interval '10 seconds' * power(2, least(attempts, 5)) * (0.8 + random() * 0.4)`;
}

function findByKey(trx: Transaction<OrdersTables>, userId: string, key: string | undefined) {
  return trx
    .selectFrom('orders')
    .selectAll()
    .where('user_id', '=', userId)
    .where('idempotency_key', '=', key ?? null)
    .executeTakeFirstOrThrow();
}

function toPage(orders: readonly Order[], limit: number): OrderPage {
  const page = orders.slice(0, limit);
  const last = page.at(-1);
  return orders.length > limit && last !== undefined ? { orders: page, next: last.id } : { orders: page };
}
