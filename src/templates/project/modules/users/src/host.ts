/** For composition roots only: what puts users to work. */
import type { Database } from '@shop/platform/db';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { HostedModule } from '@shop/platform/module';
import { z } from 'zod';
import { usersRoutes } from './adapters/http.ts';
import type { UsersTables } from './adapters/postgres.ts';
import { PostgresUserStore } from './adapters/postgres.ts';
import { UserService } from './domain/service.ts';
import { Tokens } from './domain/tokens.ts';
import type { Users } from './index.ts';

export { usersRoutes };

export const usersConfig = z.object({
  USERS_TOKEN_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'must have at least 32 bytes')
    .describe('Signs the bearer tokens; every process with users needs the same one'),
});

export interface UsersDependencies {
  readonly database: Database<UsersTables>;
  readonly config: z.infer<typeof usersConfig>;
  readonly log: Logger;
  readonly clock: Clock;
}

export function createUsers({ database, config, log, clock }: UsersDependencies): HostedModule<Users> {
  const tokens = new Tokens(config.USERS_TOKEN_SECRET, clock);
  const port = new UserService({ store: new PostgresUserStore(database), tokens, clock, log });
  return {
    port,
    routes: usersRoutes(port),
    migrations: { schema: 'users', directory: new URL('../migrations/', import.meta.url) },
  };
}
