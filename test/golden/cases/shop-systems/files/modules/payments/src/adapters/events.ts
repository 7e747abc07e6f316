import type { ModuleEvents } from '@shop/platform/events';
import type { Transaction } from 'kysely';
import { paymentCaptured, paymentDeclined } from '../events.ts';
import type { Payment } from '../index.ts';
import type { PaymentsTables } from './payment-row.ts';

/** Publishes what has become of a payment, in the transaction that recorded it. */
export type Announce = (trx: Transaction<PaymentsTables>, payment: Payment) => Promise<void>;

export function announceIn(events: ModuleEvents<PaymentsTables>): Announce {
  return async (trx, { orderId, payerId, amount, state }) => {
    const subject = orderId;
    if (state.kind === 'captured') {
      const total = { amount: String(amount.amount), currency: amount.currency };
      await events.publish(trx, { type: paymentCaptured, subject, data: { orderId, payerId, total } });
    } else if (state.kind === 'declined') {
      const data = { orderId, payerId, reason: state.reason };
      await events.publish(trx, { type: paymentDeclined, subject, data });
    }
  };
}
