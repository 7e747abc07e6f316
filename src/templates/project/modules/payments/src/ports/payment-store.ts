import type { Money, Payment } from '../index.ts';
import type { CaptureResult } from './card-gateway.ts';

export interface Refund {
  readonly id: string;
  readonly amount: Money;
  readonly requestedAt: Date;
}

export interface PaymentStore {
  /** Keeps the payment if its order has none yet; answers with the one that is kept. */
  open(payment: Payment): Promise<Payment>;
  find(orderId: string): Promise<Payment | undefined>;
  /** Records the acquirer's answer if none is recorded yet; answers with the payment as it stands then. */
  settle(orderId: string, result: CaptureResult, at: Date): Promise<Payment>;
  /**
   * Sets the refund's amount aside. `check` sees the payment under a lock and throws to refuse. `undefined`: no such
   * payment.
   */
  reserveRefund(
    orderId: string,
    refund: Refund,
    check: (payment: Payment) => void,
  ): Promise<Payment | undefined>;
  confirmRefund(refundId: string, at: Date): Promise<void>;
}
