import { startPostgres } from '../local/index.ts';
import { dropLeftovers } from './database.ts';
import { serverVariable } from './server.ts';

/**
 * For vitest: one Postgres server for the whole run, thrown away afterwards. With DATABASE_URL it is that server, and
 * the databases made on it are dropped.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  if (given) {
    process.env[serverVariable] = given;
    return () => dropLeftovers(given);
  }
  const server = await startPostgres();
  process.env[serverVariable] = server.url;
  return () => server.stop();
}
