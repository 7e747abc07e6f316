import { createLogger } from '@shop/platform/log';
import { testDatabase } from '@shop/platform/testing';
import type { UsersTables } from '../src/adapters/postgres.ts';
import type { UsersDependencies } from '../src/host.ts';
import { createUsers } from '../src/host.ts';
import type { Fixture } from './behaviour.ts';

/** Users in this process, over a database of its own. */
export async function usersFixture(changes: Partial<UsersDependencies> = {}): Promise<Fixture> {
  const migrations = { schema: 'users', directory: new URL('../migrations/', import.meta.url) };
  const { database, close } = await testDatabase<UsersTables>(migrations);
  const log = createLogger({ name: 'test', level: 'silent' });
  const config = { USERS_TOKEN_SECRET: 'only for tests, only for tests, only' };
  const clock = { now: () => new Date() };
  const { port } = createUsers({ database, config, log, clock, ...changes });
  return { port, close };
}
