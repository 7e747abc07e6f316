// Made by extract from the contract 79a847da85b9c147 of Orders. Do not edit: the next run replaces it.
import type { Order, OrderPage, PageRequest, PlaceOrder } from '@shop/orders';
import type { RpcMethod, RpcService } from '@shop/platform/rpc';
import { readObject, readString, root, writeString } from '@shop/platform/rpc/codec';
import {
  decodeOrder,
  decodeOrderPage,
  decodePageRequest,
  decodePlaceOrder,
  encodeOrder,
  encodeOrderPage,
  encodePageRequest,
  encodePlaceOrder,
  idempotencyKeyReusedCodec,
  orderNotFoundCodec,
  orderRefusedCodec,
  unknownArticleCodec,
  userNotFoundCodec,
} from './codecs.ts';

export const placeMethod: RpcMethod<[request: PlaceOrder], Order> = {
  name: 'place',
  safety: 'mutating',
  encodeArgs: ([request]) => ({ request: encodePlaceOrder(request, root, 'request') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodePlaceOrder(from['request'], root, 'request')];
  },
  encodeResult: (result) => encodeOrder(result, root, 'result'),
  decodeResult: (body) => decodeOrder(body, root, 'result'),
  errors: [idempotencyKeyReusedCodec, orderRefusedCodec, unknownArticleCodec, userNotFoundCodec],
};

export const getMethod: RpcMethod<[userId: string, orderId: string], Order> = {
  name: 'get',
  safety: 'readonly',
  encodeArgs: ([userId, orderId]) => ({
    userId: writeString(userId, root, 'userId'),
    orderId: writeString(orderId, root, 'orderId'),
  }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['userId'], root, 'userId'), readString(from['orderId'], root, 'orderId')];
  },
  encodeResult: (result) => encodeOrder(result, root, 'result'),
  decodeResult: (body) => decodeOrder(body, root, 'result'),
  errors: [orderNotFoundCodec],
};

export const listMethod: RpcMethod<[userId: string, page: PageRequest], OrderPage> = {
  name: 'list',
  safety: 'readonly',
  encodeArgs: ([userId, page]) => ({
    userId: writeString(userId, root, 'userId'),
    page: encodePageRequest(page, root, 'page'),
  }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['userId'], root, 'userId'), decodePageRequest(from['page'], root, 'page')];
  },
  encodeResult: (result) => encodeOrderPage(result, root, 'result'),
  decodeResult: (body) => decodeOrderPage(body, root, 'result'),
  errors: [],
};

export const ordersService: RpcService = {
  name: 'Orders',
  slug: 'orders',
  contractHash: '79a847da85b9c147',
  methods: { place: placeMethod, get: getMethod, list: listMethod },
};
