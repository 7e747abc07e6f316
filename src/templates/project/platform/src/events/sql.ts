import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** A transaction, whatever the tables are that its types know of. */
export type SqlTransaction = QueryExecutorProvider;

/** The schema of any module: the tables of events are the same in all of them. */
export interface SqlDatabase {
  transaction<T>(work: (trx: SqlTransaction) => Promise<T>): Promise<T>;
}

/** An interval for a statement. */
export const milliseconds = (count: number) => sql`${count}::float8 * interval '1 millisecond'`;
