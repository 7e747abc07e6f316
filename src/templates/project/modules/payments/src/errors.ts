import { DomainError } from '@shop/platform/errors';
import type { DeclineReason } from './index.ts';
import type { Money } from './money.ts';

/** The acquirer said no. The answer is final for the order: charging it again gives the same answer. */
export class CardDeclined extends DomainError {
  readonly status = 402;
  readonly reason: DeclineReason;

  constructor(reason: DeclineReason) {
    super(`The card was declined: ${reason}.`);
    this.reason = reason;
  }
}

/** The order was charged before with another amount or payer. */
export class ChargeMismatch extends DomainError {
  readonly status = 409;
  readonly orderId: string;

  constructor(orderId: string) {
    super(`Order ${orderId} was already charged differently.`);
    this.orderId = orderId;
  }
}

/** Nothing was ever charged for the order. */
export class PaymentNotFound extends DomainError {
  readonly status = 404;
  readonly orderId: string;

  constructor(orderId: string) {
    super(`There is no payment for order ${orderId}.`);
    this.orderId = orderId;
  }
}

/** More was asked back than is left; in another currency than the payment's, nothing is left. */
export class RefundExceedsPayment extends DomainError {
  readonly status = 422;
  readonly orderId: string;
  readonly refundable: Money;

  constructor(orderId: string, refundable: Money) {
    super(
      `At most ${refundable.amount} ${refundable.currency} (minor units) of order ${orderId} can be refunded.`,
    );
    this.orderId = orderId;
    this.refundable = refundable;
  }
}
