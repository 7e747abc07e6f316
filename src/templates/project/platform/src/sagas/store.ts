import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import type { JsonData, SagaState, SagaStatus } from './types.ts';

/** A transaction, whatever the tables are that its types know of: those of sagas are the same in every module. */
export type SqlTransaction = QueryExecutorProvider;

export interface SqlDatabase {
  transaction<T>(work: (trx: SqlTransaction) => Promise<T>): Promise<T>;
}

/** A saga in the hands of this process, until its lease ends. */
export interface HeldSaga {
  readonly id: string;
  readonly name: string;
  readonly input: JsonData;
  readonly state: SagaState;
  readonly reason: string | null;
  /** Counts the takings: whoever has an older number has lost it. */
  readonly run: number;
  readonly failures: number;
  readonly traceparent: string | null;
}

export type StepState = 'started' | 'done' | 'refused' | 'given-up' | 'undone';

/** What the saga knows of one of its steps. */
export interface StepRow {
  readonly name: string;
  readonly position: number;
  readonly state: StepState;
  readonly attempts: number;
  readonly undo_attempts: number;
  /** `{}` where the step answered nothing. */
  readonly result: { readonly value?: JsonData } | null;
  /** Of a wait: when it ends. */
  readonly until: Date | null;
}

/** Another process goes on with the saga by now. */
export class SagaLostError extends Error {
  override readonly name = 'SagaLostError';
}

const milliseconds = (count: number) => sql`${count}::float8 * interval '1 millisecond'`;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

export interface NewSaga {
  readonly id: string;
  readonly name: string;
  readonly input: JsonData;
  readonly traceparent: string | undefined;
}

/** `false` when there is one with that id. */
export async function insertSaga(
  trx: SqlTransaction,
  { id, name, input, traceparent }: NewSaga,
): Promise<boolean> {
  const { rows } = await sql`
    insert into saga (id, name, input, traceparent)
    values (${id}, ${name}, ${json(input)}, ${traceparent ?? null})
    on conflict (id) do nothing returning id`.execute(trx);
  return rows.length > 0;
}

/** Takes up to `limit` sagas with these names that are due. */
export function takeDue(
  database: SqlDatabase,
  names: readonly string[],
  limit: number,
  leaseMs: number,
): Promise<readonly HeldSaga[]> {
  return database.transaction(async (trx) => {
    const { rows } = await sql<HeldSaga>`
      with due as (
        select id from saga
        where state in ('running', 'waiting', 'undoing') and wake_at <= now() and name = any (${names}::text[])
        order by wake_at limit ${limit} for update skip locked
      )
      update saga set run = run + 1, wake_at = now() + ${milliseconds(leaseMs)},
        state = case state when 'waiting' then 'running' else state end
      from due where saga.id = due.id
      returning saga.id, name, input, state, reason, run, failures, traceparent`.execute(trx);
    return rows;
  });
}

/** Locks the saga until the transaction ends. */
export async function hold(trx: SqlTransaction, { id, run }: Pick<HeldSaga, 'id' | 'run'>): Promise<void> {
  const { rows } = await sql`select from saga where id = ${id} and run = ${run} for update`.execute(trx);
  if (rows.length === 0) throw new SagaLostError(`Another process goes on with saga ${id}`);
}

export async function stepsOf(trx: SqlTransaction, id: string): Promise<readonly StepRow[]> {
  const { rows } = await sql<StepRow>`
    select name, position, state, attempts, undo_attempts, result, until from saga_step
    where saga_id = ${id} order by position`.execute(trx);
  return rows;
}

export interface StepKey {
  readonly saga: HeldSaga;
  readonly name: string;
  readonly position: number;
}

/** Counts an attempt before it is made, and keeps the saga for as long as it may take. */
export async function noteAttempt(trx: SqlTransaction, step: StepKey, leaseMs: number): Promise<number> {
  const { saga, name, position } = step;
  await hold(trx, saga);
  await sql`update saga set wake_at = now() + ${milliseconds(leaseMs)} where id = ${saga.id}`.execute(trx);
  const { rows } = await sql<{ attempts: number }>`
    insert into saga_step (saga_id, name, position, state, attempts)
    values (${saga.id}, ${name}, ${position}, 'started', 1)
    on conflict (saga_id, name) do update set attempts = saga_step.attempts + 1, state = 'started'
    returning attempts`.execute(trx);
  return rows[0]?.attempts ?? 1;
}

export async function noteOutcome(
  trx: SqlTransaction,
  { saga, name }: StepKey,
  outcome: { readonly state: StepState; readonly value?: JsonData | undefined; readonly error?: string },
): Promise<void> {
  const result = outcome.value === undefined ? {} : { value: outcome.value };
  await sql`
    update saga_step set state = ${outcome.state}, result = ${json(result)}, last_error = ${outcome.error ?? null}
    where saga_id = ${saga.id} and name = ${name}`.execute(trx);
}

export async function noteError(trx: SqlTransaction, { saga, name }: StepKey, error: string): Promise<void> {
  await sql`update saga_step set last_error = ${error} where saga_id = ${saga.id} and name = ${name}`.execute(
    trx,
  );
}

export async function noteUndoAttempt(
  trx: SqlTransaction,
  { saga, name }: StepKey,
  leaseMs: number,
): Promise<number> {
  await hold(trx, saga);
  await sql`update saga set wake_at = now() + ${milliseconds(leaseMs)} where id = ${saga.id}`.execute(trx);
  const { rows } = await sql<{ undo_attempts: number }>`
    update saga_step set undo_attempts = undo_attempts + 1 where saga_id = ${saga.id} and name = ${name}
    returning undo_attempts`.execute(trx);
  return rows[0]?.undo_attempts ?? 1;
}

export async function noteUndone(trx: SqlTransaction, { saga, name }: StepKey): Promise<void> {
  await sql`update saga_step set state = 'undone' where saga_id = ${saga.id} and name = ${name}`.execute(trx);
}

/** The signal that a wait is for, or when it ends; both are fixed when the saga first comes here. */
export async function openWait(
  trx: SqlTransaction,
  { saga, name, position }: StepKey,
  withinMs: number,
): Promise<{ readonly data: JsonData | undefined; readonly over: boolean; readonly until: Date }> {
  await sql`
    insert into saga_step (saga_id, name, position, state, attempts, until)
    values (${saga.id}, ${name}, ${position}, 'started', 0, now() + ${milliseconds(withinMs)})
    on conflict (saga_id, name) do nothing`.execute(trx);
  const { rows } = await sql<{ data: JsonData | null; over: boolean; until: Date }>`
    select g.data, t.until, t.until <= now() as over from saga_step t
    left join saga_signal g on g.saga_id = t.saga_id and g.name = t.name
    where t.saga_id = ${saga.id} and t.name = ${name}`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error(`The wait ${name} is not there.`);
  return { data: row.data === null ? undefined : row.data, over: row.over, until: row.until };
}

export async function putToSleep(
  trx: SqlTransaction,
  { id }: HeldSaga,
  { state, until }: { readonly state: 'waiting' | 'running' | 'undoing'; readonly until: Date },
): Promise<void> {
  await sql`update saga set state = ${state}, wake_at = ${until} where id = ${id}`.execute(trx);
}

export async function goOnIn(trx: SqlTransaction, saga: HeldSaga, ms: number): Promise<void> {
  await sql`update saga set wake_at = now() + ${milliseconds(ms)} where id = ${saga.id} and run = ${saga.run}`.execute(
    trx,
  );
}

export async function noteFailure(trx: SqlTransaction, saga: HeldSaga, ms: number): Promise<void> {
  await sql`
    update saga set failures = failures + 1, wake_at = now() + ${milliseconds(ms)}
    where id = ${saga.id} and run = ${saga.run}`.execute(trx);
}

export async function setState(
  trx: SqlTransaction,
  { id }: HeldSaga,
  change: { readonly state: SagaState; readonly reason?: string; readonly result?: JsonData | undefined },
): Promise<void> {
  const ended = change.state === 'done' || change.state === 'undone';
  await sql`
    update saga set state = ${change.state}, reason = coalesce(${change.reason ?? null}, reason), failures = 0,
      result = ${json(change.result === undefined ? {} : { value: change.result })}, wake_at = now(),
      ended_at = case when ${ended} then now() end
    where id = ${id}`.execute(trx);
}

/** `false` when there is no such saga. What came first stays. */
export async function insertSignal(
  trx: SqlTransaction,
  id: string,
  name: string,
  data: JsonData,
): Promise<boolean> {
  const { rows } = await sql`select from saga where id = ${id} for update`.execute(trx);
  if (rows.length === 0) return false;
  await sql`
    insert into saga_signal (saga_id, name, data) values (${id}, ${name}, ${json(data)})
    on conflict (saga_id, name) do nothing`.execute(trx);
  await sql`update saga set wake_at = now() where id = ${id} and state = 'waiting'`.execute(trx);
  return true;
}

export async function findSaga(trx: SqlTransaction, id: string): Promise<SagaStatus | undefined> {
  const { rows } = await sql<{
    name: string;
    state: SagaState;
    result: { value?: JsonData } | null;
    reason: string | null;
  }>`
    select name, state, result, reason from saga where id = ${id}`.execute(trx);
  const [row] = rows;
  return (
    row && {
      id,
      name: row.name,
      state: row.state,
      result: row.result?.value,
      reason: row.reason ?? undefined,
    }
  );
}
