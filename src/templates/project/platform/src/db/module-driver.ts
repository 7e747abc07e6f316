import { CompiledQuery, PostgresDriver } from 'kysely';
import type { DatabaseConnection, TransactionSettings } from 'kysely';
import { remainingMs } from '../context/index.ts';
import { modulePool } from './module-client.ts';
import { quoteName, roleOf } from './names.ts';
import type { Pool } from './pool.ts';

const statementWithinMs = 1_000;

/** Opens each transaction as the module: its role, its schema and the time it has, in one round trip. */
export class ModuleDriver extends PostgresDriver {
  readonly #identity: string;

  constructor(pool: Pool, schema: string) {
    super({ pool: modulePool(pool, schema) });
    this.#identity = `set local role ${quoteName(roleOf(schema))}; set local search_path = ${quoteName(schema)}`;
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    try {
      const begin = `begin${modesOf(settings)}; set local statement_timeout = ${statementTimeout()}`;
      await connection.executeQuery(CompiledQuery.raw(`${begin}; ${this.#identity}`));
    } catch (error) {
      // The failed batch may have left a transaction open, and the connection goes back to the pool. When the
      // connection is the problem, this fails too and the first error is the one to tell.
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => {});
      throw error;
    }
  }

  /** The pool is the host's to close. */
  override async destroy(): Promise<void> {}
}

function modesOf({ isolationLevel, accessMode }: TransactionSettings): string {
  return `${isolationLevel ? ` isolation level ${isolationLevel}` : ''}${accessMode ? ` ${accessMode}` : ''}`;
}

/** Milliseconds: a second, or what remains of the call. */
function statementTimeout(): number {
  const left = remainingMs() ?? statementWithinMs;
  if (left < 1) throw new DOMException('No time was left for the database', 'TimeoutError');
  return Math.floor(Math.min(left, statementWithinMs));
}
