/** The port of payments: what other modules may know of it. No I/O behind this file. */
import type { Money } from './money.ts';

export { CardDeclined, ChargeMismatch, PaymentNotFound, RefundExceedsPayment } from './errors.ts';
export { paymentCaptured, paymentDeclined } from './events.ts';
export { Money } from './money.ts';

export type DeclineReason = 'insufficient-funds' | 'expired-card' | 'suspected-fraud' | 'unknown-card';

export type PaymentState =
  /** Asked of the acquirer, no answer recorded yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'captured'; readonly capturedAt: Date; readonly approvalCode: string }
  | { readonly kind: 'declined'; readonly declinedAt: Date; readonly reason: DeclineReason }
  /** Captured, and `refunded` of it was given back: a part or all. */
  | {
      readonly kind: 'refunded';
      readonly refundedAt: Date;
      readonly refunded: Money;
      readonly approvalCode: string;
    };

export interface Payment {
  readonly id: string;
  readonly orderId: string;
  /** The user whose card it was. */
  readonly payerId: string;
  readonly amount: Money;
  readonly state: PaymentState;
  readonly createdAt: Date;
  /** What the payer reads on the statement. */
  readonly description?: string;
}

export interface ChargeRequest {
  readonly orderId: string;
  readonly payerId: string;
  readonly amount: Money;
  /** The acquirer's token for a card. Card numbers never reach this system. */
  readonly card: string;
  readonly description?: string;
}

export interface RefundRequest {
  readonly orderId: string;
  readonly amount: Money;
}

export interface Payments {
  /**
   * Charges an order, once: repeating the call gives the first answer, whatever became of the first caller.
   * @idempotent
   * @throws {CardDeclined}
   * @throws {ChargeMismatch}
   */
  charge(request: ChargeRequest): Promise<Payment>;

  /**
   * The payment of an order, declined ones included.
   * @readonly
   * @throws {PaymentNotFound}
   */
  get(orderId: string): Promise<Payment>;

  /**
   * Gives back a part or all of a captured payment. Repeating the call gives back again.
   * @mutating
   * @throws {PaymentNotFound}
   * @throws {RefundExceedsPayment}
   */
  refund(request: RefundRequest): Promise<Payment>;
}
