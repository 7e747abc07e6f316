// Made by extract from the contract e559be94a678963a of Payments. Do not edit: the next run replaces it.
import type { ChargeRequest, Payment, RefundRequest } from '@shop/payments';
import type { RpcMethod, RpcService } from '@shop/platform/rpc';
import { readObject, readString, root, writeString } from '@shop/platform/rpc/codec';
import {
  cardDeclinedCodec,
  chargeMismatchCodec,
  decodeChargeRequest,
  decodePayment,
  decodeRefundRequest,
  encodeChargeRequest,
  encodePayment,
  encodeRefundRequest,
  paymentNotFoundCodec,
  refundExceedsPaymentCodec,
} from './codecs.ts';

export const chargeMethod: RpcMethod<[request: ChargeRequest], Payment> = {
  name: 'charge',
  safety: 'idempotent',
  encodeArgs: ([request]) => ({ request: encodeChargeRequest(request, root, 'request') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodeChargeRequest(from['request'], root, 'request')];
  },
  encodeResult: (result) => encodePayment(result, root, 'result'),
  decodeResult: (body) => decodePayment(body, root, 'result'),
  errors: [cardDeclinedCodec, chargeMismatchCodec],
};

export const getMethod: RpcMethod<[orderId: string], Payment> = {
  name: 'get',
  safety: 'readonly',
  encodeArgs: ([orderId]) => ({ orderId: writeString(orderId, root, 'orderId') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['orderId'], root, 'orderId')];
  },
  encodeResult: (result) => encodePayment(result, root, 'result'),
  decodeResult: (body) => decodePayment(body, root, 'result'),
  errors: [paymentNotFoundCodec],
};

export const refundMethod: RpcMethod<[request: RefundRequest], Payment> = {
  name: 'refund',
  safety: 'mutating',
  encodeArgs: ([request]) => ({ request: encodeRefundRequest(request, root, 'request') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodeRefundRequest(from['request'], root, 'request')];
  },
  encodeResult: (result) => encodePayment(result, root, 'result'),
  decodeResult: (body) => decodePayment(body, root, 'result'),
  errors: [paymentNotFoundCodec, refundExceedsPaymentCodec],
};

export const paymentsService: RpcService = {
  name: 'Payments',
  slug: 'payments',
  contractHash: 'e559be94a678963a',
  methods: { charge: chargeMethod, get: getMethod, refund: refundMethod },
};
