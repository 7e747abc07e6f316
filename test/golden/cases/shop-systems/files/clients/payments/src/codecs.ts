// Made by extract from the contract e559be94a678963a of Payments. Do not edit: the next run replaces it.
import { CardDeclined, ChargeMismatch, Money, PaymentNotFound, RefundExceedsPayment } from '@shop/payments';
import type { ChargeRequest, DeclineReason, Payment, PaymentState, RefundRequest } from '@shop/payments';
import type { RpcErrorCodec } from '@shop/platform/rpc';
import {
  child,
  construct,
  discriminantReader,
  inObject,
  literalReader,
  literalWriter,
  readBigint,
  readDate,
  readObject,
  readString,
  root,
  unionWriter,
  writeBigint,
  writeDate,
  writeOptional,
  writeString,
} from '@shop/platform/rpc/codec';
import type { Json, Key, Mutable, Path, Reader, Writer } from '@shop/platform/rpc/codec';

function encodeCardDeclinedFields(value: CardDeclined, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { reason: encodeDeclineReason(value.reason, at, 'reason') };
}

function decodeCardDeclinedFields(message: string, value: unknown, parent: Path, key: Key): CardDeclined {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const reason = decodeDeclineReason(from['reason'], at, 'reason');
  const error = construct(() => new CardDeclined(reason), 'CardDeclined', parent, key);
  error.message = message;
  return error;
}

export const cardDeclinedCodec: RpcErrorCodec = {
  name: 'CardDeclined',
  status: 402,
  matches: (error) => error instanceof CardDeclined,
  encode: (error) => encodeCardDeclinedFields(error as CardDeclined, root, 'data'),
  decode: (message, data) => decodeCardDeclinedFields(message, data, root, 'data'),
};

export function encodeCardDeclined(value: CardDeclined, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeCardDeclinedFields(value, at, 'data'),
  };
}

export function decodeCardDeclined(value: unknown, parent: Path, key: Key): CardDeclined {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeCardDeclinedFields(message, from['data'], at, 'data');
}

function encodeChargeMismatchFields(value: ChargeMismatch, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { orderId: writeString(value.orderId, at, 'orderId') };
}

function decodeChargeMismatchFields(message: string, value: unknown, parent: Path, key: Key): ChargeMismatch {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const orderId = readString(from['orderId'], at, 'orderId');
  const error = construct(() => new ChargeMismatch(orderId), 'ChargeMismatch', parent, key);
  error.message = message;
  return error;
}

export const chargeMismatchCodec: RpcErrorCodec = {
  name: 'ChargeMismatch',
  status: 409,
  matches: (error) => error instanceof ChargeMismatch,
  encode: (error) => encodeChargeMismatchFields(error as ChargeMismatch, root, 'data'),
  decode: (message, data) => decodeChargeMismatchFields(message, data, root, 'data'),
};

export function encodeChargeMismatch(value: ChargeMismatch, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeChargeMismatchFields(value, at, 'data'),
  };
}

export function decodeChargeMismatch(value: unknown, parent: Path, key: Key): ChargeMismatch {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeChargeMismatchFields(message, from['data'], at, 'data');
}

export function encodeChargeRequest(value: ChargeRequest, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    orderId: writeString(value.orderId, at, 'orderId'),
    payerId: writeString(value.payerId, at, 'payerId'),
    amount: encodeMoney(value.amount, at, 'amount'),
    card: writeString(value.card, at, 'card'),
    description: writeOptional(writeString, value.description, at, 'description'),
  };
}

export function decodeChargeRequest(value: unknown, parent: Path, key: Key): ChargeRequest {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const out: Mutable<ChargeRequest> = {
    orderId: readString(from['orderId'], at, 'orderId'),
    payerId: readString(from['payerId'], at, 'payerId'),
    amount: decodeMoney(from['amount'], at, 'amount'),
    card: readString(from['card'], at, 'card'),
  };
  if (from['description'] !== undefined) out.description = readString(from['description'], at, 'description');
  return out;
}

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

export function encodePayment(value: Payment, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    id: writeString(value.id, at, 'id'),
    orderId: writeString(value.orderId, at, 'orderId'),
    payerId: writeString(value.payerId, at, 'payerId'),
    amount: encodeMoney(value.amount, at, 'amount'),
    state: encodePaymentState(value.state, at, 'state'),
    createdAt: writeDate(value.createdAt, at, 'createdAt'),
    description: writeOptional(writeString, value.description, at, 'description'),
  };
}

export function decodePayment(value: unknown, parent: Path, key: Key): Payment {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const out: Mutable<Payment> = {
    id: readString(from['id'], at, 'id'),
    orderId: readString(from['orderId'], at, 'orderId'),
    payerId: readString(from['payerId'], at, 'payerId'),
    amount: decodeMoney(from['amount'], at, 'amount'),
    state: decodePaymentState(from['state'], at, 'state'),
    createdAt: readDate(from['createdAt'], at, 'createdAt'),
  };
  if (from['description'] !== undefined) out.description = readString(from['description'], at, 'description');
  return out;
}

function encodePaymentNotFoundFields(value: PaymentNotFound, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { orderId: writeString(value.orderId, at, 'orderId') };
}

function decodePaymentNotFoundFields(
  message: string,
  value: unknown,
  parent: Path,
  key: Key,
): PaymentNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const orderId = readString(from['orderId'], at, 'orderId');
  const error = construct(() => new PaymentNotFound(orderId), 'PaymentNotFound', parent, key);
  error.message = message;
  return error;
}

export const paymentNotFoundCodec: RpcErrorCodec = {
  name: 'PaymentNotFound',
  status: 404,
  matches: (error) => error instanceof PaymentNotFound,
  encode: (error) => encodePaymentNotFoundFields(error as PaymentNotFound, root, 'data'),
  decode: (message, data) => decodePaymentNotFoundFields(message, data, root, 'data'),
};

export function encodePaymentNotFound(value: PaymentNotFound, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodePaymentNotFoundFields(value, at, 'data'),
  };
}

export function decodePaymentNotFound(value: unknown, parent: Path, key: Key): PaymentNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodePaymentNotFoundFields(message, from['data'], at, 'data');
}

type PaymentStateCaptured = {
  readonly kind: 'captured';
  readonly capturedAt: Date;
  readonly approvalCode: string;
};

const writePaymentStateCapturedKind = literalWriter(['captured']);

function encodePaymentStateCaptured(value: PaymentStateCaptured, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    kind: writePaymentStateCapturedKind(value.kind, at, 'kind'),
    capturedAt: writeDate(value.capturedAt, at, 'capturedAt'),
    approvalCode: writeString(value.approvalCode, at, 'approvalCode'),
  };
}

type PaymentStateDeclined = {
  readonly kind: 'declined';
  readonly declinedAt: Date;
  readonly reason: DeclineReason;
};

const writePaymentStateDeclinedKind = literalWriter(['declined']);

function encodePaymentStateDeclined(value: PaymentStateDeclined, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    kind: writePaymentStateDeclinedKind(value.kind, at, 'kind'),
    declinedAt: writeDate(value.declinedAt, at, 'declinedAt'),
    reason: encodeDeclineReason(value.reason, at, 'reason'),
  };
}

type PaymentStatePending = { readonly kind: 'pending' };

const writePaymentStatePendingKind = literalWriter(['pending']);

function encodePaymentStatePending(value: PaymentStatePending, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { kind: writePaymentStatePendingKind(value.kind, at, 'kind') };
}

type PaymentStateRefunded = {
  readonly kind: 'refunded';
  readonly refundedAt: Date;
  readonly refunded: Money;
  readonly approvalCode: string;
};

const writePaymentStateRefundedKind = literalWriter(['refunded']);

function encodePaymentStateRefunded(value: PaymentStateRefunded, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    kind: writePaymentStateRefundedKind(value.kind, at, 'kind'),
    refundedAt: writeDate(value.refundedAt, at, 'refundedAt'),
    refunded: encodeMoney(value.refunded, at, 'refunded'),
    approvalCode: writeString(value.approvalCode, at, 'approvalCode'),
  };
}

const writePaymentState: Writer<PaymentState> = unionWriter<PaymentState>([
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'captured',
    write: encodePaymentStateCaptured,
  },
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'declined',
    write: encodePaymentStateDeclined,
  },
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'pending',
    write: encodePaymentStatePending,
  },
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refunded',
    write: encodePaymentStateRefunded,
  },
]);

export function encodePaymentState(value: PaymentState, parent: Path, key: Key): Json {
  return writePaymentState(value, parent, key);
}

const readPaymentStateCapturedKind = literalReader(['captured']);

function decodePaymentStateCaptured(value: unknown, parent: Path, key: Key): PaymentStateCaptured {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    kind: readPaymentStateCapturedKind(from['kind'], at, 'kind'),
    capturedAt: readDate(from['capturedAt'], at, 'capturedAt'),
    approvalCode: readString(from['approvalCode'], at, 'approvalCode'),
  };
}

const readPaymentStateDeclinedKind = literalReader(['declined']);

function decodePaymentStateDeclined(value: unknown, parent: Path, key: Key): PaymentStateDeclined {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    kind: readPaymentStateDeclinedKind(from['kind'], at, 'kind'),
    declinedAt: readDate(from['declinedAt'], at, 'declinedAt'),
    reason: decodeDeclineReason(from['reason'], at, 'reason'),
  };
}

const readPaymentStatePendingKind = literalReader(['pending']);

function decodePaymentStatePending(value: unknown, parent: Path, key: Key): PaymentStatePending {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return { kind: readPaymentStatePendingKind(from['kind'], at, 'kind') };
}

const readPaymentStateRefundedKind = literalReader(['refunded']);

function decodePaymentStateRefunded(value: unknown, parent: Path, key: Key): PaymentStateRefunded {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    kind: readPaymentStateRefundedKind(from['kind'], at, 'kind'),
    refundedAt: readDate(from['refundedAt'], at, 'refundedAt'),
    refunded: decodeMoney(from['refunded'], at, 'refunded'),
    approvalCode: readString(from['approvalCode'], at, 'approvalCode'),
  };
}

const readPaymentState: Reader<PaymentState> = discriminantReader<PaymentState>('kind', [
  [['captured'], decodePaymentStateCaptured],
  [['declined'], decodePaymentStateDeclined],
  [['pending'], decodePaymentStatePending],
  [['refunded'], decodePaymentStateRefunded],
]);

export function decodePaymentState(value: unknown, parent: Path, key: Key): PaymentState {
  return readPaymentState(value, parent, key);
}

function encodeRefundExceedsPaymentFields(value: RefundExceedsPayment, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    orderId: writeString(value.orderId, at, 'orderId'),
    refundable: encodeMoney(value.refundable, at, 'refundable'),
  };
}

function decodeRefundExceedsPaymentFields(
  message: string,
  value: unknown,
  parent: Path,
  key: Key,
): RefundExceedsPayment {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const orderId = readString(from['orderId'], at, 'orderId');
  const refundable = decodeMoney(from['refundable'], at, 'refundable');
  const error = construct(
    () => new RefundExceedsPayment(orderId, refundable),
    'RefundExceedsPayment',
    parent,
    key,
  );
  error.message = message;
  return error;
}

export const refundExceedsPaymentCodec: RpcErrorCodec = {
  name: 'RefundExceedsPayment',
  status: 422,
  matches: (error) => error instanceof RefundExceedsPayment,
  encode: (error) => encodeRefundExceedsPaymentFields(error as RefundExceedsPayment, root, 'data'),
  decode: (message, data) => decodeRefundExceedsPaymentFields(message, data, root, 'data'),
};

export function encodeRefundExceedsPayment(value: RefundExceedsPayment, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeRefundExceedsPaymentFields(value, at, 'data'),
  };
}

export function decodeRefundExceedsPayment(value: unknown, parent: Path, key: Key): RefundExceedsPayment {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeRefundExceedsPaymentFields(message, from['data'], at, 'data');
}

export function encodeRefundRequest(value: RefundRequest, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    orderId: writeString(value.orderId, at, 'orderId'),
    amount: encodeMoney(value.amount, at, 'amount'),
  };
}

export function decodeRefundRequest(value: unknown, parent: Path, key: Key): RefundRequest {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    orderId: readString(from['orderId'], at, 'orderId'),
    amount: decodeMoney(from['amount'], at, 'amount'),
  };
}
