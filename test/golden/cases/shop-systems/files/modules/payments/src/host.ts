/** For composition roots only: what puts payments to work. */
import type { Database } from '@shop/platform/db';
import type { Events } from '@shop/platform/events';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { HostedModule } from '@shop/platform/module';
import { announceIn } from './adapters/events.ts';
import { paymentsRoutes } from './adapters/http.ts';
import type { PaymentsTables } from './adapters/payment-row.ts';
import { PostgresPaymentStore } from './adapters/postgres.ts';
import { TestAcquirer } from './adapters/test-acquirer.ts';
import { PaymentService } from './domain/service.ts';
import type { Payments } from './index.ts';
import type { CardGateway } from './ports/card-gateway.ts';

export { paymentsRoutes };

export interface PaymentsDependencies {
  readonly database: Database<PaymentsTables>;
  readonly events: Events;
  readonly log: Logger;
  readonly clock: Clock;
  /** Without one, the test acquirer, which moves no money. */
  readonly gateway?: CardGateway;
}

export function createPayments(dependencies: PaymentsDependencies): HostedModule<Payments> {
  const { database, events, log, clock, gateway = new TestAcquirer() } = dependencies;
  const store = new PostgresPaymentStore(database, announceIn(events.module('payments', database)));
  const port = new PaymentService({ store, gateway, clock, log });
  return {
    port,
    routes: paymentsRoutes(port),
    migrations: { schema: 'payments', directory: new URL('../migrations/', import.meta.url) },
  };
}
