/** For composition roots only: what puts orders to work. */
import type { Payments } from '@shop/payments';
import type { Database } from '@shop/platform/db';
import type { Events } from '@shop/platform/events';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { HostedModule } from '@shop/platform/module';
import type { Users } from '@shop/users';
import { z } from 'zod';
import { announceIn, settleWithPayments } from './adapters/events.ts';
import { fixedPrices } from './adapters/fixed-prices.ts';
import { ordersRoutes } from './adapters/http.ts';
import type { OrdersTables } from './adapters/order-row.ts';
import { PostgresOrderStore } from './adapters/postgres.ts';
import { OrderService } from './domain/service.ts';
import { Settlement } from './domain/settlement.ts';
import { Sweeper } from './domain/sweeper.ts';
import type { Orders } from './index.ts';
import type { PriceList } from './ports/price-list.ts';

export { ordersRoutes };

export const ordersConfig = z.object({
  ORDERS_SWEEP_MS: z.coerce
    .number()
    .int()
    .min(10)
    .default(1_000)
    .describe('Milliseconds between two looks for pending orders that are due'),
});

export interface OrdersDependencies {
  readonly database: Database<OrdersTables>;
  readonly events: Events;
  readonly users: Users;
  readonly payments: Payments;
  readonly config: z.infer<typeof ordersConfig>;
  readonly log: Logger;
  readonly clock: Clock;
  /** Without one, three articles at fixed prices. */
  readonly prices?: PriceList;
}

export function createOrders(dependencies: OrdersDependencies): HostedModule<Orders> {
  const { database, events, users, payments, config, log, clock, prices = fixedPrices } = dependencies;
  const own = events.module('orders', database);
  const store = new PostgresOrderStore(database, announceIn(own));
  settleWithPayments(own, (trx, orderId, state) => store.settleIn(trx, orderId, state));
  const settlement = new Settlement(payments, store, clock);
  const port = new OrderService({ store, users, prices, settlement, clock, log });
  const sweeper = new Sweeper({ store, settlement, clock, log, intervalMs: config.ORDERS_SWEEP_MS });
  return {
    port,
    routes: ordersRoutes(port),
    workers: [sweeper],
    migrations: { schema: 'orders', directory: new URL('../migrations/', import.meta.url) },
  };
}
