/** The process that serves users to others. What it has in common with every process of this project is `startApp`. */
import type { Users } from '@shop/users';
import { usersService } from '@shop/users-client/service';
import { startApp } from '@shop/platform/host';
import { type DedupTables, postgresDedup, readSecrets, serveRpc } from '@shop/platform/rpc';
import { compose } from './compose.ts';

await startApp({
  name: 'users',
  port: 3101,
  compose,
  serve: ({ host, composition, address, port, readiness }) =>
    serveRpc({
      services: [{ service: usersService, implementation: composition.modules['users']?.port as Users }],
      host: address,
      port,
      secrets: readSecrets(host.env),
      dedup: postgresDedup(host.database<DedupTables>('users')),
      readiness: async () => {
        const reasons = await readiness();
        if (reasons.length > 0) throw new Error(reasons.join('; '));
      },
      log: host.log,
    }),
});
