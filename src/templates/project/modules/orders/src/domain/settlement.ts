import type { Payments } from '@shop/payments';
import { CardDeclined } from '@shop/payments';
import type { Clock } from '@shop/platform/host';
import type { Order, OrderState } from '../index.ts';
import type { OrderStore, PlacedOrder } from '../ports/order-store.ts';

/**
 * Brings a pending order to its end. A request and a sweep may do so at the same time, and both may do it again after
 * a crash: payments charges once per order, and the first recorded outcome stays.
 */
export class Settlement {
  readonly #payments: Payments;
  readonly #store: OrderStore;
  readonly #clock: Clock;

  constructor(payments: Payments, store: OrderStore, clock: Clock) {
    this.#payments = payments;
    this.#store = store;
    this.#clock = clock;
  }

  /** Rejects when there is no answer to the charge; the order is still pending then. */
  async settle(placed: PlacedOrder): Promise<Order> {
    return this.#store.settle(placed.order.id, await this.#charge(placed));
  }

  async #charge({ order, card }: PlacedOrder): Promise<OrderState> {
    if (card === undefined) throw new Error(`Order ${order.id} has no card to charge.`);
    const { id: orderId, userId: payerId, total: amount } = order;
    try {
      await this.#payments.charge({ orderId, payerId, amount, card, description: `Order ${orderId}` });
      return { kind: 'paid', paidAt: this.#clock.now() };
    } catch (error) {
      if (!(error instanceof CardDeclined)) throw error;
      return { kind: 'refused', refusedAt: this.#clock.now(), reason: error.reason };
    }
  }
}
