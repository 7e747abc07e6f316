// Made by extract from the contract 79a847da85b9c147 of Orders. Do not edit: the next run replaces it.
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { IdempotencyKeyReused, OrderNotFound, OrderRefused, UnknownArticle } from '@shop/orders';
import type {
  Order,
  OrderItem,
  OrderLine,
  OrderPage,
  OrderState,
  PageRequest,
  PlaceOrder,
} from '@shop/orders';
import { Money } from '@shop/payments';
import type { DeclineReason } from '@shop/payments';
import { UserNotFound } from '@shop/users';
import {
  idempotencyKeyReusedCodec,
  orderNotFoundCodec,
  orderRefusedCodec,
  unknownArticleCodec,
  userNotFoundCodec,
} from '../src/codecs.ts';
import { getMethod, listMethod, placeMethod } from '../src/service.ts';
import { codecCase, errorCase } from './laws.ts';
import type { CodecCase } from './laws.ts';
import { finite, instance, instant, integer, likelyText, several, text } from './values.ts';

export function anyDeclineReason(): Arbitrary<DeclineReason> {
  return fc.constantFrom(
    ...(['expired-card', 'insufficient-funds', 'suspected-fraud', 'unknown-card'] as const),
  );
}

export function anyIdempotencyKeyReused(): Arbitrary<IdempotencyKeyReused> {
  return instance(
    'IdempotencyKeyReused',
    fc.tuple(fc.record({}, { noNullPrototype: true }), text),
    () => new IdempotencyKeyReused(),
  );
}

export function anyMoney(): Arbitrary<Money> {
  return instance(
    'Money',
    fc.record({ amount: integer, currency: likelyText }, { noNullPrototype: true }),
    (fields) => new Money(fields.amount, fields.currency),
  );
}

export function anyOrder(): Arbitrary<Order> {
  return fc.record(
    {
      id: text,
      userId: text,
      lines: several(anyOrderLine()),
      total: anyMoney(),
      state: anyOrderState(),
      placedAt: instant,
      receiptTo: text,
    },
    { noNullPrototype: true },
  );
}

export function anyOrderItem(): Arbitrary<OrderItem> {
  return fc.record({ sku: text, quantity: finite }, { noNullPrototype: true });
}

export function anyOrderLine(): Arbitrary<OrderLine> {
  return fc.record({ unitPrice: anyMoney(), sku: text, quantity: finite }, { noNullPrototype: true });
}

export function anyOrderNotFound(): Arbitrary<OrderNotFound> {
  return instance(
    'OrderNotFound',
    fc.tuple(fc.record({ orderId: likelyText }, { noNullPrototype: true }), text),
    ([fields]) => new OrderNotFound(fields.orderId),
  );
}

export function anyOrderPage(): Arbitrary<OrderPage> {
  return fc.record(
    { orders: several(anyOrder()), next: text },
    { requiredKeys: ['orders'], noNullPrototype: true },
  );
}

export function anyOrderRefused(): Arbitrary<OrderRefused> {
  return instance(
    'OrderRefused',
    fc.tuple(fc.record({ orderId: likelyText, reason: anyDeclineReason() }, { noNullPrototype: true }), text),
    ([fields]) => new OrderRefused(fields.orderId, fields.reason),
  );
}

export function anyOrderState(): Arbitrary<OrderState> {
  return fc.oneof(
    fc.record({ kind: fc.constant('paid' as const), paidAt: instant }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('pending' as const) }, { noNullPrototype: true }),
    fc.record(
      { kind: fc.constant('refused' as const), refusedAt: instant, reason: anyDeclineReason() },
      { noNullPrototype: true },
    ),
  );
}

export function anyPageRequest(): Arbitrary<PageRequest> {
  return fc.record({ limit: finite, after: text }, { requiredKeys: ['limit'], noNullPrototype: true });
}

export function anyPlaceOrder(): Arbitrary<PlaceOrder> {
  return fc.record(
    { userId: text, items: several(anyOrderItem()), card: text, idempotencyKey: text },
    { requiredKeys: ['userId', 'items', 'card'], noNullPrototype: true },
  );
}

export function anyUnknownArticle(): Arbitrary<UnknownArticle> {
  return instance(
    'UnknownArticle',
    fc.tuple(fc.record({ sku: likelyText }, { noNullPrototype: true }), text),
    ([fields]) => new UnknownArticle(fields.sku),
  );
}

export function anyUserNotFound(): Arbitrary<UserNotFound> {
  return instance(
    'UserNotFound',
    fc.tuple(fc.record({ userId: likelyText }, { noNullPrototype: true }), text),
    ([fields]) => new UserNotFound(fields.userId),
  );
}

/** Arguments and result of each method, and each declared error. */
export const cases: readonly CodecCase[] = [
  codecCase('place request', fc.tuple(anyPlaceOrder()), placeMethod.encodeArgs, placeMethod.decodeArgs),
  codecCase('place answer', anyOrder(), placeMethod.encodeResult, placeMethod.decodeResult),
  codecCase('get request', fc.tuple(text, text), getMethod.encodeArgs, getMethod.decodeArgs),
  codecCase('get answer', anyOrder(), getMethod.encodeResult, getMethod.decodeResult),
  codecCase('list request', fc.tuple(text, anyPageRequest()), listMethod.encodeArgs, listMethod.decodeArgs),
  codecCase('list answer', anyOrderPage(), listMethod.encodeResult, listMethod.decodeResult),
  errorCase('IdempotencyKeyReused', anyIdempotencyKeyReused(), idempotencyKeyReusedCodec),
  errorCase('OrderNotFound', anyOrderNotFound(), orderNotFoundCodec),
  errorCase('OrderRefused', anyOrderRefused(), orderRefusedCodec),
  errorCase('UnknownArticle', anyUnknownArticle(), unknownArticleCodec),
  errorCase('UserNotFound', anyUserNotFound(), userNotFoundCodec),
];
