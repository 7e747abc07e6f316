import type { Order, OrderPage, OrderState, PageRequest } from '../index.ts';

/** An order on its way, with what is needed to charge it. */
export interface PlacedOrder {
  readonly order: Order;
  /** Forgotten once the order is paid or refused. */
  readonly card?: string;
}

export interface NewOrder extends PlacedOrder {
  readonly idempotencyKey?: string;
  /** Equal for equal requests. */
  readonly fingerprint: string;
  /** From when on a sweep may charge the order. */
  readonly nextAttemptAt: Date;
}

export interface KeptOrder extends PlacedOrder {
  readonly fingerprint: string;
}

export interface OrderStore {
  /** Keeps the order, unless the user's idempotency key has one; answers with the one that is kept. */
  add(order: NewOrder): Promise<KeptOrder>;
  find(userId: string, orderId: string): Promise<Order | undefined>;
  list(userId: string, page: PageRequest): Promise<OrderPage>;
  /** Records the outcome if the order is still pending; answers with the order as it stands then. */
  settle(orderId: string, state: OrderState): Promise<Order>;
  /**
   * Takes up to `limit` pending orders that are due and puts off each one's next attempt, so that no other sweep takes
   * them at the same time, and one that dies with them only delays them.
   */
  claimDue(now: Date, limit: number): Promise<readonly PlacedOrder[]>;
}
