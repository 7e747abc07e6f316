/** The process that serves orders to others. What it has in common with every process of this project is `startApp`. */
import type { Orders } from '@shop/orders';
import { ordersService } from '@shop/orders-client/service';
import { startApp } from '@shop/platform/host';
import { type DedupTables, postgresDedup, readSecrets, serveRpc } from '@shop/platform/rpc';
import { compose } from './compose.ts';

await startApp({
  name: 'orders',
  port: 3102,
  compose,
  serve: ({ host, composition, address, port, readiness }) =>
    serveRpc({
      services: [{ service: ordersService, implementation: composition.modules['orders']?.port as Orders }],
      host: address,
      port,
      secrets: readSecrets(host.env),
      dedup: postgresDedup(host.database<DedupTables>('orders')),
      readiness: async () => {
        const reasons = await readiness();
        if (reasons.length > 0) throw new Error(reasons.join('; '));
      },
      log: host.log,
    }),
});
