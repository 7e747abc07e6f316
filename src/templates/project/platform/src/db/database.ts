import type { Transaction } from 'kysely';

/**
 * One module's schema over the process's only pool. Each unit of work is one transaction under the module's role:
 * it sees no other module's tables, and a statement in it runs for at most 1 s or what remains of the call's deadline.
 */
export interface Database<Tables = unknown> {
  /** Commits when `work` resolves and rolls back when it rejects. Pass the transaction on; never open a second inside. */
  transaction<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Resolves when the module's role can reach its schema, rejects otherwise. */
  ready(): Promise<void>;
}
