import { createHash, randomUUID } from 'node:crypto';
import { withTimeout } from '@shop/platform/context';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { Users } from '@shop/users';
import type { Order, OrderPage, Orders, PageRequest, PlaceOrder } from '../index.ts';
import { IdempotencyKeyReused, OrderNotFound, OrderRefused } from '../index.ts';
import type { NewOrder, OrderStore, PlacedOrder } from '../ports/order-store.ts';
import type { PriceList } from '../ports/price-list.ts';
import { priceItems, totalOf } from './pricing.ts';
import type { Settlement } from './settlement.ts';

/** Below the 2 s that the edge gives a request, so that time is left to answer that the order is pending. */
const chargeWithinMs = 1_500;
/** The sweeper leaves a new order alone for this long: its own request is charging it. */
const leaseMs = 5_000;

export interface OrderServiceParts {
  readonly store: OrderStore;
  readonly users: Users;
  readonly prices: PriceList;
  readonly settlement: Settlement;
  readonly clock: Clock;
  readonly log: Logger;
}

export class OrderService implements Orders {
  readonly #parts: OrderServiceParts;

  constructor(parts: OrderServiceParts) {
    this.#parts = parts;
  }

  async place(request: PlaceOrder): Promise<Order> {
    const draft = await this.#draft(request);
    const kept = await this.#parts.store.add(draft);
    if (kept.fingerprint !== draft.fingerprint) throw new IdempotencyKeyReused();
    const order = kept.order.state.kind === 'pending' ? await this.#trySettle(kept) : kept.order;
    if (order.state.kind === 'refused') throw new OrderRefused(order.id, order.state.reason);
    return order;
  }

  async get(userId: string, orderId: string): Promise<Order> {
    const order = await this.#parts.store.find(userId, orderId);
    if (order === undefined) throw new OrderNotFound(orderId);
    return order;
  }

  list(userId: string, page: PageRequest): Promise<OrderPage> {
    return this.#parts.store.list(userId, page);
  }

  async #draft(request: PlaceOrder): Promise<NewOrder> {
    const { users, prices, clock } = this.#parts;
    const { userId, items, card, idempotencyKey } = request;
    // Asked each time: a token may outlive its account.
    const user = await users.get(userId);
    const lines = await priceItems(items, prices);
    const placedAt = clock.now();
    const id = randomUUID();
    return {
      order: {
        id,
        userId,
        lines,
        total: totalOf(lines),
        state: { kind: 'pending' },
        placedAt,
        receiptTo: user.email,
      },
      card,
      fingerprint: fingerprint(request),
      nextAttemptAt: new Date(placedAt.getTime() + leaseMs),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    };
  }

  /** Outside any transaction. Whatever goes wrong leaves the order pending, and the sweeper finishes it. */
  async #trySettle(placed: PlacedOrder): Promise<Order> {
    const { settlement, log } = this.#parts;
    try {
      return await withTimeout(chargeWithinMs, () => settlement.settle(placed));
    } catch (error) {
      log.warn({ err: error, orderId: placed.order.id }, 'order left pending: no answer to its charge');
      return placed.order;
    }
  }
}

function fingerprint({ items, card }: PlaceOrder): string {
  const content = JSON.stringify([items.map(({ sku, quantity }) => [sku, quantity]), card]);
  return createHash('sha256').update(content).digest('hex');
}
