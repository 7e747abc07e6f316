// Made by extract from the contract 79a847da85b9c147 of Orders. Do not edit: the next run replaces it.
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
import type { RpcErrorCodec } from '@shop/platform/rpc';
import {
  arrayReader,
  arrayWriter,
  child,
  construct,
  discriminantReader,
  inObject,
  literalReader,
  literalWriter,
  readBigint,
  readDate,
  readNumber,
  readObject,
  readString,
  root,
  unionWriter,
  writeBigint,
  writeDate,
  writeNumber,
  writeOptional,
  writeString,
} from '@shop/platform/rpc/codec';
import type { Json, Key, Mutable, Path, Reader, Writer } from '@shop/platform/rpc/codec';
import { UserNotFound } from '@shop/users';

const writeDeclineReason: Writer<DeclineReason> = literalWriter([
  'expired-card',
  'insufficient-funds',
  'suspected-fraud',
  'unknown-card',
]);

export function encodeDeclineReason(value: DeclineReason, parent: Path, key: Key): Json {
  return writeDeclineReason(value, parent, key);
}

const readDeclineReason: Reader<DeclineReason> = literalReader([
  'expired-card',
  'insufficient-funds',
  'suspected-fraud',
  'unknown-card',
]);

export function decodeDeclineReason(value: unknown, parent: Path, key: Key): DeclineReason {
  return readDeclineReason(value, parent, key);
}

function encodeIdempotencyKeyReusedFields(value: IdempotencyKeyReused, parent: Path, key: Key): Json {
  readObject(value, parent, key);
  return {};
}

function decodeIdempotencyKeyReusedFields(
  message: string,
  value: unknown,
  parent: Path,
  key: Key,
): IdempotencyKeyReused {
  readObject(value, parent, key);
  const error = construct(() => new IdempotencyKeyReused(), 'IdempotencyKeyReused', parent, key);
  error.message = message;
  return error;
}

export const idempotencyKeyReusedCodec: RpcErrorCodec = {
  name: 'IdempotencyKeyReused',
  status: 422,
  matches: (error) => error instanceof IdempotencyKeyReused,
  encode: (error) => encodeIdempotencyKeyReusedFields(error as IdempotencyKeyReused, root, 'data'),
  decode: (message, data) => decodeIdempotencyKeyReusedFields(message, data, root, 'data'),
};

export function encodeIdempotencyKeyReused(value: IdempotencyKeyReused, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeIdempotencyKeyReusedFields(value, at, 'data'),
  };
}

export function decodeIdempotencyKeyReused(value: unknown, parent: Path, key: Key): IdempotencyKeyReused {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeIdempotencyKeyReusedFields(message, from['data'], at, 'data');
}

export function encodeMoney(value: Money, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    amount: writeBigint(value.amount, at, 'amount'),
    currency: writeString(value.currency, at, 'currency'),
  };
}

export function decodeMoney(value: unknown, parent: Path, key: Key): Money {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const amount = readBigint(from['amount'], at, 'amount');
  const currency = readString(from['currency'], at, 'currency');
  return construct(() => new Money(amount, currency), 'Money', parent, key);
}

const writeOrderLines = arrayWriter(encodeOrderLine);

export function encodeOrder(value: Order, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    id: writeString(value.id, at, 'id'),
    userId: writeString(value.userId, at, 'userId'),
    lines: writeOrderLines(value.lines, at, 'lines'),
    total: encodeMoney(value.total, at, 'total'),
    state: encodeOrderState(value.state, at, 'state'),
    placedAt: writeDate(value.placedAt, at, 'placedAt'),
    receiptTo: writeString(value.receiptTo, at, 'receiptTo'),
  };
}

const readOrderLines = arrayReader(decodeOrderLine);

export function decodeOrder(value: unknown, parent: Path, key: Key): Order {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    id: readString(from['id'], at, 'id'),
    userId: readString(from['userId'], at, 'userId'),
    lines: readOrderLines(from['lines'], at, 'lines'),
    total: decodeMoney(from['total'], at, 'total'),
    state: decodeOrderState(from['state'], at, 'state'),
    placedAt: readDate(from['placedAt'], at, 'placedAt'),
    receiptTo: readString(from['receiptTo'], at, 'receiptTo'),
  };
}

export function encodeOrderItem(value: OrderItem, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { sku: writeString(value.sku, at, 'sku'), quantity: writeNumber(value.quantity, at, 'quantity') };
}

export function decodeOrderItem(value: unknown, parent: Path, key: Key): OrderItem {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return { sku: readString(from['sku'], at, 'sku'), quantity: readNumber(from['quantity'], at, 'quantity') };
}

export function encodeOrderLine(value: OrderLine, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    unitPrice: encodeMoney(value.unitPrice, at, 'unitPrice'),
    sku: writeString(value.sku, at, 'sku'),
    quantity: writeNumber(value.quantity, at, 'quantity'),
  };
}

export function decodeOrderLine(value: unknown, parent: Path, key: Key): OrderLine {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    unitPrice: decodeMoney(from['unitPrice'], at, 'unitPrice'),
    sku: readString(from['sku'], at, 'sku'),
    quantity: readNumber(from['quantity'], at, 'quantity'),
  };
}

function encodeOrderNotFoundFields(value: OrderNotFound, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { orderId: writeString(value.orderId, at, 'orderId') };
}

function decodeOrderNotFoundFields(message: string, value: unknown, parent: Path, key: Key): OrderNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const orderId = readString(from['orderId'], at, 'orderId');
  const error = construct(() => new OrderNotFound(orderId), 'OrderNotFound', parent, key);
  error.message = message;
  return error;
}

export const orderNotFoundCodec: RpcErrorCodec = {
  name: 'OrderNotFound',
  status: 404,
  matches: (error) => error instanceof OrderNotFound,
  encode: (error) => encodeOrderNotFoundFields(error as OrderNotFound, root, 'data'),
  decode: (message, data) => decodeOrderNotFoundFields(message, data, root, 'data'),
};

export function encodeOrderNotFound(value: OrderNotFound, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeOrderNotFoundFields(value, at, 'data'),
  };
}

export function decodeOrderNotFound(value: unknown, parent: Path, key: Key): OrderNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeOrderNotFoundFields(message, from['data'], at, 'data');
}

const writeOrderPageOrders = arrayWriter(encodeOrder);

export function encodeOrderPage(value: OrderPage, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    orders: writeOrderPageOrders(value.orders, at, 'orders'),
    next: writeOptional(writeString, value.next, at, 'next'),
  };
}

const readOrderPageOrders = arrayReader(decodeOrder);

export function decodeOrderPage(value: unknown, parent: Path, key: Key): OrderPage {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const out: Mutable<OrderPage> = { orders: readOrderPageOrders(from['orders'], at, 'orders') };
  if (from['next'] !== undefined) out.next = readString(from['next'], at, 'next');
  return out;
}

function encodeOrderRefusedFields(value: OrderRefused, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    orderId: writeString(value.orderId, at, 'orderId'),
    reason: encodeDeclineReason(value.reason, at, 'reason'),
  };
}

function decodeOrderRefusedFields(message: string, value: unknown, parent: Path, key: Key): OrderRefused {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const orderId = readString(from['orderId'], at, 'orderId');
  const reason = decodeDeclineReason(from['reason'], at, 'reason');
  const error = construct(() => new OrderRefused(orderId, reason), 'OrderRefused', parent, key);
  error.message = message;
  return error;
}

export const orderRefusedCodec: RpcErrorCodec = {
  name: 'OrderRefused',
  status: 402,
  matches: (error) => error instanceof OrderRefused,
  encode: (error) => encodeOrderRefusedFields(error as OrderRefused, root, 'data'),
  decode: (message, data) => decodeOrderRefusedFields(message, data, root, 'data'),
};

export function encodeOrderRefused(value: OrderRefused, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeOrderRefusedFields(value, at, 'data'),
  };
}

export function decodeOrderRefused(value: unknown, parent: Path, key: Key): OrderRefused {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeOrderRefusedFields(message, from['data'], at, 'data');
}

type OrderStatePaid = { readonly kind: 'paid'; readonly paidAt: Date };

const writeOrderStatePaidKind = literalWriter(['paid']);

function encodeOrderStatePaid(value: OrderStatePaid, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    kind: writeOrderStatePaidKind(value.kind, at, 'kind'),
    paidAt: writeDate(value.paidAt, at, 'paidAt'),
  };
}

type OrderStatePending = { readonly kind: 'pending' };

const writeOrderStatePendingKind = literalWriter(['pending']);

function encodeOrderStatePending(value: OrderStatePending, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { kind: writeOrderStatePendingKind(value.kind, at, 'kind') };
}

type OrderStateRefused = {
  readonly kind: 'refused';
  readonly refusedAt: Date;
  readonly reason: DeclineReason;
};

const writeOrderStateRefusedKind = literalWriter(['refused']);

function encodeOrderStateRefused(value: OrderStateRefused, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    kind: writeOrderStateRefusedKind(value.kind, at, 'kind'),
    refusedAt: writeDate(value.refusedAt, at, 'refusedAt'),
    reason: encodeDeclineReason(value.reason, at, 'reason'),
  };
}

const writeOrderState: Writer<OrderState> = unionWriter<OrderState>([
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'paid',
    write: encodeOrderStatePaid,
  },
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'pending',
    write: encodeOrderStatePending,
  },
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refused',
    write: encodeOrderStateRefused,
  },
]);

export function encodeOrderState(value: OrderState, parent: Path, key: Key): Json {
  return writeOrderState(value, parent, key);
}

const readOrderStatePaidKind = literalReader(['paid']);

function decodeOrderStatePaid(value: unknown, parent: Path, key: Key): OrderStatePaid {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    kind: readOrderStatePaidKind(from['kind'], at, 'kind'),
    paidAt: readDate(from['paidAt'], at, 'paidAt'),
  };
}

const readOrderStatePendingKind = literalReader(['pending']);

function decodeOrderStatePending(value: unknown, parent: Path, key: Key): OrderStatePending {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return { kind: readOrderStatePendingKind(from['kind'], at, 'kind') };
}

const readOrderStateRefusedKind = literalReader(['refused']);

function decodeOrderStateRefused(value: unknown, parent: Path, key: Key): OrderStateRefused {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    kind: readOrderStateRefusedKind(from['kind'], at, 'kind'),
    refusedAt: readDate(from['refusedAt'], at, 'refusedAt'),
    reason: decodeDeclineReason(from['reason'], at, 'reason'),
  };
}

const readOrderState: Reader<OrderState> = discriminantReader<OrderState>('kind', [
  [['paid'], decodeOrderStatePaid],
  [['pending'], decodeOrderStatePending],
  [['refused'], decodeOrderStateRefused],
]);

export function decodeOrderState(value: unknown, parent: Path, key: Key): OrderState {
  return readOrderState(value, parent, key);
}

export function encodePageRequest(value: PageRequest, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    limit: writeNumber(value.limit, at, 'limit'),
    after: writeOptional(writeString, value.after, at, 'after'),
  };
}

export function decodePageRequest(value: unknown, parent: Path, key: Key): PageRequest {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const out: Mutable<PageRequest> = { limit: readNumber(from['limit'], at, 'limit') };
  if (from['after'] !== undefined) out.after = readString(from['after'], at, 'after');
  return out;
}

const writePlaceOrderItems = arrayWriter(encodeOrderItem);

export function encodePlaceOrder(value: PlaceOrder, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    userId: writeString(value.userId, at, 'userId'),
    items: writePlaceOrderItems(value.items, at, 'items'),
    card: writeString(value.card, at, 'card'),
    idempotencyKey: writeOptional(writeString, value.idempotencyKey, at, 'idempotencyKey'),
  };
}

const readPlaceOrderItems = arrayReader(decodeOrderItem);

export function decodePlaceOrder(value: unknown, parent: Path, key: Key): PlaceOrder {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const out: Mutable<PlaceOrder> = {
    userId: readString(from['userId'], at, 'userId'),
    items: readPlaceOrderItems(from['items'], at, 'items'),
    card: readString(from['card'], at, 'card'),
  };
  if (from['idempotencyKey'] !== undefined)
    out.idempotencyKey = readString(from['idempotencyKey'], at, 'idempotencyKey');
  return out;
}

function encodeUnknownArticleFields(value: UnknownArticle, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { sku: writeString(value.sku, at, 'sku') };
}

function decodeUnknownArticleFields(message: string, value: unknown, parent: Path, key: Key): UnknownArticle {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const sku = readString(from['sku'], at, 'sku');
  const error = construct(() => new UnknownArticle(sku), 'UnknownArticle', parent, key);
  error.message = message;
  return error;
}

export const unknownArticleCodec: RpcErrorCodec = {
  name: 'UnknownArticle',
  status: 422,
  matches: (error) => error instanceof UnknownArticle,
  encode: (error) => encodeUnknownArticleFields(error as UnknownArticle, root, 'data'),
  decode: (message, data) => decodeUnknownArticleFields(message, data, root, 'data'),
};

export function encodeUnknownArticle(value: UnknownArticle, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeUnknownArticleFields(value, at, 'data'),
  };
}

export function decodeUnknownArticle(value: unknown, parent: Path, key: Key): UnknownArticle {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeUnknownArticleFields(message, from['data'], at, 'data');
}

function encodeUserNotFoundFields(value: UserNotFound, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { userId: writeString(value.userId, at, 'userId') };
}

function decodeUserNotFoundFields(message: string, value: unknown, parent: Path, key: Key): UserNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const userId = readString(from['userId'], at, 'userId');
  const error = construct(() => new UserNotFound(userId), 'UserNotFound', parent, key);
  error.message = message;
  return error;
}

export const userNotFoundCodec: RpcErrorCodec = {
  name: 'UserNotFound',
  status: 404,
  matches: (error) => error instanceof UserNotFound,
  encode: (error) => encodeUserNotFoundFields(error as UserNotFound, root, 'data'),
  decode: (message, data) => decodeUserNotFoundFields(message, data, root, 'data'),
};

export function encodeUserNotFound(value: UserNotFound, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeUserNotFoundFields(value, at, 'data'),
  };
}

export function decodeUserNotFound(value: unknown, parent: Path, key: Key): UserNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeUserNotFoundFields(message, from['data'], at, 'data');
}
