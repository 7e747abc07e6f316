import type { DeclineReason } from '@shop/payments';
import { DomainError } from '@shop/platform/errors';

/** There is no such order, or it is somebody else's: which of the two is not told. */
export class OrderNotFound extends DomainError {
  readonly status = 404;
  readonly orderId: string;

  constructor(orderId: string) {
    super(`There is no order ${orderId}.`);
    this.orderId = orderId;
  }
}

/** The order was recorded, and its card was declined. */
export class OrderRefused extends DomainError {
  readonly status = 402;
  readonly orderId: string;
  readonly reason: DeclineReason;

  constructor(orderId: string, reason: DeclineReason) {
    super(`Order ${orderId} was refused: the card was declined (${reason}).`);
    this.orderId = orderId;
    this.reason = reason;
  }
}

/** The price list does not have the article. */
export class UnknownArticle extends DomainError {
  readonly status = 422;
  readonly sku: string;

  constructor(sku: string) {
    super(`There is no article ${sku}.`);
    this.sku = sku;
  }
}

/** The same idempotency key came with another order. */
export class IdempotencyKeyReused extends DomainError {
  readonly status = 422;

  constructor() {
    super('This idempotency key was used for a different order.');
  }
}
