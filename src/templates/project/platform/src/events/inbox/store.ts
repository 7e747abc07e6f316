/** What has come in for the listeners of one module. Each function that takes a database is one transaction. */
import { sql } from 'kysely';
import type { CloudEvent } from '../cloud-event.ts';
import { milliseconds } from '../sql.ts';
import type { SqlDatabase, SqlTransaction } from '../sql.ts';

/** By what a row is found: one listener, one event. */
export interface InboxKey {
  readonly listener: string;
  readonly source: string;
  readonly event_id: string;
}

export interface InboxRow extends InboxKey {
  readonly event: CloudEvent;
  readonly attempts: number;
}

/** What a listener of this version knows how to handle: another version may know more, or less. */
export interface Heard {
  readonly listener: string;
  readonly type: string;
}

/** A row for each listener; an event that is there already is not stored again. Answers whether any was new. */
export function store(
  database: SqlDatabase,
  event: CloudEvent,
  listeners: readonly string[],
): Promise<boolean> {
  return database.transaction(async (trx) => {
    const { rows } = await sql`
      insert into inbox (listener, source, event_id, type, subject, sequence, event)
      select listener, ${event.source}, ${event.id}, ${event.type}, ${event.subject ?? event.id},
        ${event.sequence ?? '0'}::numeric, ${JSON.stringify(event)}::jsonb
      from unnest(${listeners}::text[]) listener
      on conflict (listener, source, event_id) do nothing
      returning listener`.execute(trx);
    return rows.length > 0;
  });
}

/**
 * Takes up to `limit` events that are due: of each listener and subject the first that is not completed, if it is not
 * dead or in other hands. The attempt counts from here on.
 */
export function takeDue(
  database: SqlDatabase,
  heard: readonly Heard[],
  limit: number,
  leaseMs: number,
): Promise<readonly InboxRow[]> {
  return database.transaction(async (trx) => {
    const { rows } = await sql<InboxRow>`
      with due as (
        select i.listener, i.source, i.event_id from inbox i
        where i.state = 'pending' and i.next_attempt_at <= now() and (i.listener, i.type) in (
            select * from unnest(${heard.map(({ listener }) => listener)}::text[], ${heard.map(({ type }) => type)}::text[]))
          and not exists (
            select from inbox earlier
            where earlier.state <> 'done' and earlier.listener = i.listener
              and earlier.source = i.source and earlier.subject = i.subject
              and (earlier.sequence, earlier.position) < (i.sequence, i.position))
        order by i.next_attempt_at, i.position limit ${limit}
        for update of i skip locked
      )
      update inbox i set attempts = attempts + 1, next_attempt_at = now() + ${milliseconds(leaseMs)}
      from due where i.listener = due.listener and i.source = due.source and i.event_id = due.event_id
      returning i.listener, i.source, i.event_id, i.event, i.attempts`.execute(trx);
    return rows;
  });
}

/** Locks what was taken until the transaction ends; `undefined` when another has it by now. */
export async function hold(
  trx: SqlTransaction,
  { listener, source, event_id, attempts }: InboxRow,
): Promise<{ readonly overtaken: boolean } | undefined> {
  const { rows } = await sql<{ overtaken: boolean }>`
    select exists (
      select from inbox later where later.state = 'done' and later.listener = i.listener
        and later.source = i.source and later.subject = i.subject and later.sequence > i.sequence) as overtaken
    from inbox i
    where i.listener = ${listener} and i.source = ${source} and i.event_id = ${event_id}
      and i.state = 'pending' and i.attempts = ${attempts}
    for update of i`.execute(trx);
  return rows[0];
}

/** In the transaction of the effect. */
export async function complete(trx: SqlTransaction, { listener, source, event_id }: InboxKey): Promise<void> {
  await sql`
    update inbox set state = 'done', completed_at = now(), last_error = null
    where listener = ${listener} and source = ${source} and event_id = ${event_id}`.execute(trx);
}

export interface FailedHandling {
  readonly row: InboxRow;
  readonly error: string;
  readonly dead: boolean;
  readonly againInMs: number;
}

export function markFailed(database: SqlDatabase, failed: FailedHandling): Promise<void> {
  const { row, error, dead, againInMs } = failed;
  const { listener, source, event_id, attempts } = row;
  return database.transaction(async (trx) => {
    await sql`
      update inbox set state = ${dead ? 'dead' : 'pending'}, last_error = ${error},
        next_attempt_at = now() + ${milliseconds(againInMs)}
      where listener = ${listener} and source = ${source} and event_id = ${event_id}
        and state = 'pending' and attempts = ${attempts}`.execute(trx);
  });
}
