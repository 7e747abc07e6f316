// Made by extract from the contract e559be94a678963a of Payments. Do not edit: the next run replaces it.
import type { ChargeRequest, Payment, Payments, RefundRequest } from '@shop/payments';
import type { RpcCaller } from '@shop/platform/rpc';
import { chargeMethod, getMethod, refundMethod } from './service.ts';

/** Payments in another process. Its methods do not depend on `this`. */
export class PaymentsHttpClient implements Payments {
  readonly #rpc: RpcCaller;

  constructor(rpc: RpcCaller) {
    this.#rpc = rpc;
  }

  /**
   * Remote call (idempotent, retried ≤ 3, 5 s).
   * Throws CardDeclined | ChargeMismatch | RemoteCallError.
   */
  readonly charge = (request: ChargeRequest): Promise<Payment> => this.#rpc.call(chargeMethod, [request]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws PaymentNotFound | RemoteCallError. */
  readonly get = (orderId: string): Promise<Payment> => this.#rpc.call(getMethod, [orderId]);

  /**
   * Remote call (mutating, retried ≤ 3 unless it may have run, 5 s).
   * Throws PaymentNotFound | RefundExceedsPayment | RemoteCallError.
   */
  readonly refund = (request: RefundRequest): Promise<Payment> => this.#rpc.call(refundMethod, [request]);
}
