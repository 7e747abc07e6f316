import { sql } from 'kysely';
import type { SqlDatabase } from './store.ts';
import type { SagaState } from './types.ts';

/** A saga as somebody who looks after it sees it. */
export interface SagaRow {
  readonly id: string;
  readonly name: string;
  readonly state: SagaState;
  readonly reason: string | null;
  readonly wake_at: Date;
  readonly started_at: Date;
}

export interface SagaStepRow {
  readonly name: string;
  readonly state: string;
  readonly attempts: number;
  readonly undo_attempts: number;
  readonly last_error: string | null;
}

/** The sagas that have not ended, the stuck ones first; 100 at most. */
export function openSagas(database: SqlDatabase): Promise<readonly SagaRow[]> {
  return database.transaction(async (trx) => {
    const { rows } = await sql<SagaRow>`
      select id, name, state, reason, wake_at, started_at from saga
      where state not in ('done', 'undone')
      order by state <> 'stuck', started_at limit 100`.execute(trx);
    return rows;
  });
}

export function stepsTaken(database: SqlDatabase, id: string): Promise<readonly SagaStepRow[]> {
  return database.transaction(async (trx) => {
    const { rows } = await sql<SagaStepRow>`
      select name, state, attempts, undo_attempts, last_error from saga_step
      where saga_id = ${id} order by position`.execute(trx);
    return rows;
  });
}

/**
 * Has a stuck saga go on where it stopped, forwards or back, with all its attempts again; `undo` turns one that is not
 * over yet. `false`: there is no such saga in such a state.
 */
export function resume(database: SqlDatabase, id: string, how: 'retry' | 'undo'): Promise<boolean> {
  return database.transaction(async (trx) => {
    const { rows } = await sql<{ turned: boolean }>`
      update saga set failures = 0, wake_at = now(), run = run + 1,
        state = case when ${how === 'undo'} or exists (
            select from saga_step where saga_id = id and (state in ('refused', 'given-up', 'undone') or undo_attempts > 0))
          then 'undoing' else 'running' end,
        reason = case when ${how === 'undo'} then coalesce(reason, 'undone by hand') else reason end
      where id = ${id} and (state = 'stuck' or (${how === 'undo'} and state in ('running', 'waiting')))
      returning true as turned`.execute(trx);
    await sql`
      update saga_step set attempts = 0, undo_attempts = 0
      where saga_id = ${id} and state in ('started', 'done', 'given-up') and ${rows.length > 0}`.execute(trx);
    return rows.length > 0;
  });
}
