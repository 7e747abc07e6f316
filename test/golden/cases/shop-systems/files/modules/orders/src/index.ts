/** The port of orders: what other modules may know of it. No I/O behind this file. */
import type { DeclineReason, Money } from '@shop/payments';

export { orderPaid, orderPlaced, orderRefused } from './events.ts';
export { IdempotencyKeyReused, OrderNotFound, OrderRefused, UnknownArticle } from './errors.ts';

/** How many of an article; `quantity` is a whole number from 1. */
export interface OrderItem {
  readonly sku: string;
  readonly quantity: number;
}

/** An item at the price it was ordered for. */
export interface OrderLine extends OrderItem {
  readonly unitPrice: Money;
}

export type OrderState =
  /** Recorded, not known to be paid: the charge is under way, or is tried again in the background. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'paid'; readonly paidAt: Date }
  | { readonly kind: 'refused'; readonly refusedAt: Date; readonly reason: DeclineReason };

export interface Order {
  readonly id: string;
  readonly userId: string;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly state: OrderState;
  readonly placedAt: Date;
  /** The e-mail address that the receipt goes to. */
  readonly receiptTo: string;
}

export interface PlaceOrder {
  readonly userId: string;
  /** At least one. */
  readonly items: readonly OrderItem[];
  /** The acquirer's token for a card. */
  readonly card: string;
  /** Unique per user. The same key with the same order answers with the order that was placed first. */
  readonly idempotencyKey?: string;
}

export interface PageRequest {
  /** Orders per page, 1 to 100. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** Newest first. `next` is missing on the last page. */
export interface OrderPage {
  readonly orders: readonly Order[];
  readonly next?: string;
}

export interface Orders {
  /**
   * Records the order, then charges the card. The order that comes back is paid, or pending when the charge has no
   * answer yet; pending orders are finished in the background.
   * @mutating
   * @throws {UserNotFound}
   * @throws {UnknownArticle}
   * @throws {OrderRefused}
   * @throws {IdempotencyKeyReused}
   */
  place(request: PlaceOrder): Promise<Order>;

  /**
   * One of the user's own orders.
   * @readonly
   * @throws {OrderNotFound}
   */
  get(userId: string, orderId: string): Promise<Order>;

  /**
   * The user's own orders.
   * @readonly
   */
  list(userId: string, page: PageRequest): Promise<OrderPage>;
}
