import { randomUUID } from 'node:crypto';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { ChargeRequest, Payment, Payments, RefundRequest } from '../index.ts';
import { CardDeclined, ChargeMismatch, Money, PaymentNotFound, RefundExceedsPayment } from '../index.ts';
import type { CardGateway } from '../ports/card-gateway.ts';
import type { PaymentStore } from '../ports/payment-store.ts';

export interface PaymentServiceParts {
  readonly store: PaymentStore;
  readonly gateway: CardGateway;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The acquirer is called between transactions, never inside one, and always with a key of ours: a call that is cut off
 * anywhere can be repeated.
 */
export class PaymentService implements Payments {
  readonly #parts: PaymentServiceParts;

  constructor(parts: PaymentServiceParts) {
    this.#parts = parts;
  }

  async charge(request: ChargeRequest): Promise<Payment> {
    const { store, clock } = this.#parts;
    const opened = await store.open(newPayment(request, clock.now()));
    if (opened.payerId !== request.payerId || !opened.amount.equals(request.amount)) {
      throw new ChargeMismatch(request.orderId);
    }
    const payment = opened.state.kind === 'pending' ? await this.#capture(opened, request.card) : opened;
    if (payment.state.kind === 'declined') throw new CardDeclined(payment.state.reason);
    return payment;
  }

  async get(orderId: string): Promise<Payment> {
    const payment = await this.#parts.store.find(orderId);
    if (payment === undefined) throw new PaymentNotFound(orderId);
    return payment;
  }

  async refund({ orderId, amount }: RefundRequest): Promise<Payment> {
    const { store, gateway, clock } = this.#parts;
    const refund = { id: randomUUID(), amount, requestedAt: clock.now() };
    const payment = await store.reserveRefund(orderId, refund, (found) => mustCoverRefund(found, amount));
    if (payment?.state.kind !== 'refunded') throw new PaymentNotFound(orderId);
    // If this fails, the amount stays reserved: giving it free again could pay the same money back twice.
    await gateway.refund(refund.id, payment.state.approvalCode, amount);
    await store.confirmRefund(refund.id, clock.now());
    return payment;
  }

  async #capture(payment: Payment, card: string): Promise<Payment> {
    const { store, gateway, clock, log } = this.#parts;
    const result = await gateway.capture(payment.id, payment.amount, card);
    log.info({ orderId: payment.orderId, paymentId: payment.id, result: result.kind }, 'acquirer answered');
    return store.settle(payment.orderId, result, clock.now());
  }
}

function newPayment(request: ChargeRequest, now: Date): Payment {
  const { orderId, payerId, amount, description } = request;
  return {
    id: randomUUID(),
    orderId,
    payerId,
    amount,
    state: { kind: 'pending' },
    createdAt: now,
    ...(description === undefined ? {} : { description }),
  };
}

function mustCoverRefund(payment: Payment, amount: Money): void {
  const left = refundable(payment, amount.currency);
  if (amount.exceeds(left)) throw new RefundExceedsPayment(payment.orderId, left);
}

function refundable({ amount, state }: Payment, currency: string): Money {
  const captured = state.kind === 'captured' || state.kind === 'refunded';
  if (!captured || amount.currency !== currency) return new Money(0n, currency);
  return state.kind === 'refunded' ? amount.minus(state.refunded) : amount;
}
