// Made by extract from the contract 79a847da85b9c147 of Orders. Do not edit: the next run replaces it.
import type { Order, OrderPage, Orders, PageRequest, PlaceOrder } from '@shop/orders';
import type { RpcCaller } from '@shop/platform/rpc';
import { getMethod, listMethod, placeMethod } from './service.ts';

/** Orders in another process. Its methods do not depend on `this`. */
export class OrdersHttpClient implements Orders {
  readonly #rpc: RpcCaller;

  constructor(rpc: RpcCaller) {
    this.#rpc = rpc;
  }

  /**
   * Remote call (mutating, retried ≤ 3 unless it may have run, 5 s).
   * Throws IdempotencyKeyReused | OrderRefused | UnknownArticle | UserNotFound | RemoteCallError.
   */
  readonly place = (request: PlaceOrder): Promise<Order> => this.#rpc.call(placeMethod, [request]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws OrderNotFound | RemoteCallError. */
  readonly get = (userId: string, orderId: string): Promise<Order> =>
    this.#rpc.call(getMethod, [userId, orderId]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws RemoteCallError. */
  readonly list = (userId: string, page: PageRequest): Promise<OrderPage> =>
    this.#rpc.call(listMethod, [userId, page]);
}
