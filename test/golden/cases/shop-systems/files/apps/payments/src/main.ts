/** The process that serves payments to others. What it has in common with every process of this project is `startApp`. */
import type { Payments } from '@shop/payments';
import { paymentsService } from '@shop/payments-client/service';
import { startApp } from '@shop/platform/host';
import { type DedupTables, postgresDedup, readSecrets, serveRpc } from '@shop/platform/rpc';
import { compose } from './compose.ts';

await startApp({
  name: 'payments',
  port: 3100,
  compose,
  serve: ({ host, composition, address, port, readiness }) =>
    serveRpc({
      services: [
        { service: paymentsService, implementation: composition.modules['payments']?.port as Payments },
      ],
      host: address,
      port,
      secrets: readSecrets(host.env),
      dedup: postgresDedup(host.database<DedupTables>('payments')),
      readiness: async () => {
        const reasons = await readiness();
        if (reasons.length > 0) throw new Error(reasons.join('; '));
      },
      log: host.log,
    }),
});
