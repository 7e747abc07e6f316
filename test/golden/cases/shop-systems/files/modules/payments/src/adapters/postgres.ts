import type { Database } from '@shop/platform/db';
import type { Transaction } from 'kysely';
import type { Payment } from '../index.ts';
import type { CaptureResult } from '../ports/card-gateway.ts';
import type { PaymentStore, Refund } from '../ports/payment-store.ts';
import type { Announce } from './events.ts';
import type { PaymentsTables } from './payment-row.ts';
import { newRow, toPayment } from './payment-row.ts';

export class PostgresPaymentStore implements PaymentStore {
  readonly #database: Database<PaymentsTables>;
  readonly #announce: Announce;

  constructor(database: Database<PaymentsTables>, announce: Announce) {
    this.#database = database;
    this.#announce = announce;
  }

  open(payment: Payment): Promise<Payment> {
    return this.#database.transaction(async (trx) => {
      await trx
        .insertInto('payments')
        .values(newRow(payment))
        .onConflict((conflict) => conflict.column('order_id').doNothing())
        .execute();
      return loadOrThrow(trx, payment.orderId);
    });
  }

  find(orderId: string): Promise<Payment | undefined> {
    return this.#database.transaction((trx) => load(trx, orderId));
  }

  settle(orderId: string, result: CaptureResult, at: Date): Promise<Payment> {
    const answer =
      result.kind === 'captured' ? { approval_code: result.approvalCode } : { decline_reason: result.reason };
    return this.#database.transaction(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('payments')
        .set({ state: result.kind, settled_at: at, ...answer })
        .where('order_id', '=', orderId)
        .where('state', '=', 'pending')
        .executeTakeFirstOrThrow();
      const payment = await loadOrThrow(trx, orderId);
      if (numUpdatedRows > 0n) await this.#announce(trx, payment);
      return payment;
    });
  }

  reserveRefund(
    orderId: string,
    refund: Refund,
    check: (payment: Payment) => void,
  ): Promise<Payment | undefined> {
    return this.#database.transaction(async (trx) => {
      // The lock comes first: what is read after it includes every refund that was granted before.
      await trx.selectFrom('payments').select('id').where('order_id', '=', orderId).forUpdate().execute();
      const payment = await load(trx, orderId);
      if (payment === undefined) return undefined;
      check(payment);
      await trx
        .insertInto('refunds')
        .values({
          id: refund.id,
          payment_id: payment.id,
          amount: refund.amount.amount,
          requested_at: refund.requestedAt,
        })
        .execute();
      return loadOrThrow(trx, orderId);
    });
  }

  async confirmRefund(refundId: string, at: Date): Promise<void> {
    await this.#database.transaction((trx) =>
      trx.updateTable('refunds').set({ confirmed_at: at }).where('id', '=', refundId).execute(),
    );
  }
}

async function load(trx: Transaction<PaymentsTables>, orderId: string): Promise<Payment | undefined> {
  const row = await trx.selectFrom('payments').selectAll().where('order_id', '=', orderId).executeTakeFirst();
  if (row === undefined) return undefined;
  const refunds = await trx
    .selectFrom('refunds')
    .select(['amount', 'requested_at'])
    .where('payment_id', '=', row.id)
    .orderBy('requested_at')
    .execute();
  return toPayment(row, refunds);
}

async function loadOrThrow(trx: Transaction<PaymentsTables>, orderId: string): Promise<Payment> {
  const payment = await load(trx, orderId);
  if (payment === undefined) throw new Error(`The payment of order ${orderId} has vanished.`);
  return payment;
}
