/** The process that serves ledger to others. What it has in common with every process of this project is `startApp`. */
import type { LedgerPort } from '@books/ledger';
import { ledgerService } from '@books/ledger-client/service';
import { startApp } from '@books/platform/host';
import { memoryDedup, readSecrets, serveRpc } from '@books/platform/rpc';
import { compose } from './compose.ts';

await startApp({
  name: 'ledger',
  port: 3100,
  compose,
  serve: ({ host, composition, address, port, readiness }) =>
    serveRpc({
      services: [
        { service: ledgerService, implementation: composition.modules['ledger']?.port as LedgerPort },
      ],
      host: address,
      port,
      secrets: readSecrets(host.env),
      // The module has no schema: repeated calls are known until a restart, and callers are not told otherwise.
      dedup: memoryDedup(),
      readiness: async () => {
        const reasons = await readiness();
        if (reasons.length > 0) throw new Error(reasons.join('; '));
      },
      log: host.log,
    }),
});
