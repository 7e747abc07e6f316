import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import { statements } from '../context/index.ts';
import { stopWithCaller } from './cancel.ts';
import type { Pool } from './pool.ts';

/** They end a transaction: whoever is gone by then, its outcome should be known. */
const control = /^(?:commit|rollback|savepoint|release)\b/;

/** The shared pool as one module uses it: its statements are told under its schema, and end when their caller leaves. */
export function modulePool(pool: Pool, schema: string): PostgresPool {
  return {
    connect: async () => moduleClient(await pool.connect(), schema),
    end: () => pool.end(),
  };
}

function moduleClient(client: PoolClient, schema: string): PostgresPoolClient {
  const plain: PostgresPoolClient = client;
  const query = <R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> =>
    statements.around({ schema, sql }, () => {
      const run = () => plain.query<R>(sql, [...parameters]);
      return control.test(sql) ? run() : stopWithCaller(client, run);
    });
  // Kysely passes a cursor when it streams, and only when it was configured with a class of cursors.
  return { query: query as PostgresPoolClient['query'], release: () => client.release() };
}
