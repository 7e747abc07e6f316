// Made by extract from the contract e559be94a678963a of Payments. Do not edit: the next run replaces it.
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { CardDeclined, ChargeMismatch, Money, PaymentNotFound, RefundExceedsPayment } from '@shop/payments';
import type { ChargeRequest, DeclineReason, Payment, PaymentState, RefundRequest } from '@shop/payments';
import {
  cardDeclinedCodec,
  chargeMismatchCodec,
  paymentNotFoundCodec,
  refundExceedsPaymentCodec,
} from '../src/codecs.ts';
import { chargeMethod, getMethod, refundMethod } from '../src/service.ts';
import { codecCase, errorCase } from './laws.ts';
import type { CodecCase } from './laws.ts';
import { instance, instant, integer, likelyText, text } from './values.ts';

export function anyCardDeclined(): Arbitrary<CardDeclined> {
  return instance(
    'CardDeclined',
    fc.tuple(fc.record({ reason: anyDeclineReason() }, { noNullPrototype: true }), text),
    ([fields]) => new CardDeclined(fields.reason),
  );
}

export function anyChargeMismatch(): Arbitrary<ChargeMismatch> {
  return instance(
    'ChargeMismatch',
    fc.tuple(fc.record({ orderId: likelyText }, { noNullPrototype: true }), text),
    ([fields]) => new ChargeMismatch(fields.orderId),
  );
}

export function anyChargeRequest(): Arbitrary<ChargeRequest> {
  return fc.record(
    { orderId: text, payerId: text, amount: anyMoney(), card: text, description: text },
    { requiredKeys: ['orderId', 'payerId', 'amount', 'card'], noNullPrototype: true },
  );
}

export function anyDeclineReason(): Arbitrary<DeclineReason> {
  return fc.constantFrom(
    ...(['expired-card', 'insufficient-funds', 'suspected-fraud', 'unknown-card'] as const),
  );
}

export function anyMoney(): Arbitrary<Money> {
  return instance(
    'Money',
    fc.record({ amount: integer, currency: likelyText }, { noNullPrototype: true }),
    (fields) => new Money(fields.amount, fields.currency),
  );
}

export function anyPayment(): Arbitrary<Payment> {
  return fc.record(
    {
      id: text,
      orderId: text,
      payerId: text,
      amount: anyMoney(),
      state: anyPaymentState(),
      createdAt: instant,
      description: text,
    },
    { requiredKeys: ['id', 'orderId', 'payerId', 'amount', 'state', 'createdAt'], noNullPrototype: true },
  );
}

export function anyPaymentNotFound(): Arbitrary<PaymentNotFound> {
  return instance(
    'PaymentNotFound',
    fc.tuple(fc.record({ orderId: likelyText }, { noNullPrototype: true }), text),
    ([fields]) => new PaymentNotFound(fields.orderId),
  );
}

export function anyPaymentState(): Arbitrary<PaymentState> {
  return fc.oneof(
    fc.record(
      { kind: fc.constant('captured' as const), capturedAt: instant, approvalCode: text },
      { noNullPrototype: true },
    ),
    fc.record(
      { kind: fc.constant('declined' as const), declinedAt: instant, reason: anyDeclineReason() },
      { noNullPrototype: true },
    ),
    fc.record({ kind: fc.constant('pending' as const) }, { noNullPrototype: true }),
    fc.record(
      {
        kind: fc.constant('refunded' as const),
        refundedAt: instant,
        refunded: anyMoney(),
        approvalCode: text,
      },
      { noNullPrototype: true },
    ),
  );
}

export function anyRefundExceedsPayment(): Arbitrary<RefundExceedsPayment> {
  return instance(
    'RefundExceedsPayment',
    fc.tuple(fc.record({ orderId: likelyText, refundable: anyMoney() }, { noNullPrototype: true }), text),
    ([fields]) => new RefundExceedsPayment(fields.orderId, fields.refundable),
  );
}

export function anyRefundRequest(): Arbitrary<RefundRequest> {
  return fc.record({ orderId: text, amount: anyMoney() }, { noNullPrototype: true });
}

/** Arguments and result of each method, and each declared error. */
export const cases: readonly CodecCase[] = [
  codecCase('charge request', fc.tuple(anyChargeRequest()), chargeMethod.encodeArgs, chargeMethod.decodeArgs),
  codecCase('charge answer', anyPayment(), chargeMethod.encodeResult, chargeMethod.decodeResult),
  codecCase('get request', fc.tuple(text), getMethod.encodeArgs, getMethod.decodeArgs),
  codecCase('get answer', anyPayment(), getMethod.encodeResult, getMethod.decodeResult),
  codecCase('refund request', fc.tuple(anyRefundRequest()), refundMethod.encodeArgs, refundMethod.decodeArgs),
  codecCase('refund answer', anyPayment(), refundMethod.encodeResult, refundMethod.decodeResult),
  errorCase('CardDeclined', anyCardDeclined(), cardDeclinedCodec),
  errorCase('ChargeMismatch', anyChargeMismatch(), chargeMismatchCodec),
  errorCase('PaymentNotFound', anyPaymentNotFound(), paymentNotFoundCodec),
  errorCase('RefundExceedsPayment', anyRefundExceedsPayment(), refundExceedsPaymentCodec),
];
