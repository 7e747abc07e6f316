import { setTimeout as delay } from 'node:timers/promises';
import { withTimeout } from '@shop/platform/context';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { Worker } from '@shop/platform/module';
import type { OrderStore, PlacedOrder } from '../ports/order-store.ts';
import type { Settlement } from './settlement.ts';

/** Orders charged at the same time. */
const batchSize = 5;
const chargeWithinMs = 5_000;

export interface SweeperParts {
  readonly store: OrderStore;
  readonly settlement: Settlement;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds between two looks for due orders; ± 20 %, so that several processes do not look in step. */
  readonly intervalMs: number;
}

/** Finishes orders whose request got no answer to the charge, or died between the commit and the charge. */
export class Sweeper implements Worker {
  readonly name = 'orders-sweeper';
  readonly #parts: SweeperParts;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const claimed = await this.#sweepSafely();
      if (claimed < batchSize) await pause(this.#parts.intervalMs * (0.8 + Math.random() * 0.4), signal);
    }
  }

  /** Works on one batch of due orders; answers how many there were. */
  async sweep(): Promise<number> {
    const { store, clock } = this.#parts;
    const due = await store.claimDue(clock.now(), batchSize);
    await Promise.all(due.map((placed) => this.#finish(placed)));
    return due.length;
  }

  async #sweepSafely(): Promise<number> {
    try {
      return await this.sweep();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'sweep of pending orders failed');
      return 0;
    }
  }

  async #finish(placed: PlacedOrder): Promise<void> {
    const { settlement, log } = this.#parts;
    const orderId = placed.order.id;
    try {
      const order = await withTimeout(chargeWithinMs, () => settlement.settle(placed));
      log.info({ orderId, state: order.state.kind }, 'pending order finished');
    } catch (error) {
      log.warn({ err: error, orderId }, 'order stays pending');
    }
  }
}

/** Resolves early when `signal` aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
