/** The process that serves catalog to others. What it has in common with every process of this project is `startApp`. */
import type { Catalog } from '@press/catalog';
import { catalogService } from '@press/catalog-client/service';
import { startApp } from '@press/platform/host';
import { type DedupTables, postgresDedup, readSecrets, serveRpc } from '@press/platform/rpc';
import { compose } from './compose.ts';

await startApp({
  name: 'catalog',
  port: 3100,
  compose,
  serve: ({ host, composition, address, port, readiness }) =>
    serveRpc({
      services: [
        { service: catalogService, implementation: composition.modules['catalog']?.port as Catalog },
      ],
      host: address,
      port,
      secrets: readSecrets(host.env),
      dedup: postgresDedup(host.database<DedupTables>('catalog')),
      readiness: async () => {
        const reasons = await readiness();
        if (reasons.length > 0) throw new Error(reasons.join('; '));
      },
      log: host.log,
    }),
});
