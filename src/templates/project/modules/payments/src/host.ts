/** For composition roots only: what puts payments to work. */
import type { Database } from '@shop/platform/db';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { HostedModule } from '@shop/platform/module';
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
  readonly log: Logger;
  readonly clock: Clock;
  /** Without one, the test acquirer, which moves no money. */
  readonly gateway?: CardGateway;
}

export function createPayments(dependencies: PaymentsDependencies): HostedModule<Payments> {
  const { database, log, clock, gateway = new TestAcquirer() } = dependencies;
  const port = new PaymentService({ store: new PostgresPaymentStore(database), gateway, clock, log });
  return {
    port,
    routes: paymentsRoutes(port),
    migrations: { schema: 'payments', directory: new URL('../migrations/', import.meta.url) },
  };
}
