import { paymentCaptured, paymentDeclined } from '@shop/payments';
import type { Money } from '@shop/payments';
import type { ModuleEvents } from '@shop/platform/events';
import type { Transaction } from 'kysely';
import { orderPaid, orderPlaced, orderRefused } from '../events.ts';
import type { Order, OrderState } from '../index.ts';
import type { OrdersTables } from './order-row.ts';

/** Publishes what has become of an order, in the transaction that recorded it. */
export type Announce = (trx: Transaction<OrdersTables>, order: Order) => Promise<void>;

export function announceIn(events: ModuleEvents<OrdersTables>): Announce {
  return async (trx, order) => {
    const { id: orderId, userId, state, receiptTo } = order;
    const subject = orderId;
    const total = toJson(order.total);
    switch (state.kind) {
      case 'pending': {
        const lines = order.lines.map((line) => ({ ...line, unitPrice: toJson(line.unitPrice) }));
        await events.publish(trx, { type: orderPlaced, subject, data: { orderId, userId, lines, total } });
        return;
      }
      case 'paid':
        await events.publish(trx, { type: orderPaid, subject, data: { orderId, userId, total, receiptTo } });
        return;
      case 'refused': {
        const data = { orderId, userId, reason: state.reason };
        await events.publish(trx, { type: orderRefused, subject, data });
      }
    }
  };
}

/** Records the outcome of an order that is still pending, in the transaction that it is given. */
export type Settle = (trx: Transaction<OrdersTables>, orderId: string, state: OrderState) => Promise<unknown>;

/** A payment whose answer was lost on its way still ends its order, long before the sweeper asks again. */
export function settleWithPayments(events: ModuleEvents<OrdersTables>, settle: Settle): void {
  events
    .listen('settle-orders')
    .on(paymentCaptured, async ({ data, time }, trx) => {
      await settle(trx, data.orderId, { kind: 'paid', paidAt: time });
    })
    .on(paymentDeclined, async ({ data, time }, trx) => {
      await settle(trx, data.orderId, { kind: 'refused', refusedAt: time, reason: data.reason });
    });
}

const toJson = ({ amount, currency }: Money) => ({ amount: String(amount), currency });
