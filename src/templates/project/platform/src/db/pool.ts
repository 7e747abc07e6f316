import { Pool } from 'pg';
import type { Logger } from '../log/index.ts';

export type { Pool } from 'pg';

/** A caller that has waited this long for a connection is told so instead of waiting on. */
const connectWithinMs = 1_000;
/** A transaction that stops talking is ended by the server, so that its locks are freed. */
const idleInTransactionMs = 5_000;

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. */
  readonly size?: number;
  readonly log?: Logger;
}

/** The process's only pool. */
export function openPool({ url, size = 10, log }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: connectWithinMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
  });
  // Without listeners, a connection that breaks would end the process. While it is in use, whoever uses it is told.
  pool.on('error', (error) => log?.warn({ err: error }, 'an idle database connection broke'));
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
