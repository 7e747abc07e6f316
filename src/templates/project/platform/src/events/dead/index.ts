/** Events that were given up, and what they hold up: for those who look after them. `@shop/platform/events/dead`. */
import { sql } from 'kysely';
import type { SqlDatabase } from '../sql.ts';

/** An event that was given up on its way to a destination, or by a listener. */
export interface DeadEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** `to <destination>`, or `in <listener>`. */
  readonly where: string;
  readonly attempts: number;
  /** Events of the same subject that wait behind it. */
  readonly holdsUp: number;
  readonly error: string | null;
}

const maxRows = 200;

/** Oldest first; 200 at most. */
export function deadEvents(database: SqlDatabase): Promise<readonly DeadEvent[]> {
  return database.transaction(async (trx) => {
    const { rows } = await sql<DeadEvent>`
      select * from (
        select o.id::text, o.type, o.aggregateid as subject, 'to ' || d.destination as "where", d.attempts,
          (select count(*)::int from outbox later where later.completed_at is null
            and later.aggregateid = o.aggregateid and later.position > o.position
            and not later.sent_to @> array[d.destination]) as "holdsUp",
          d.last_error as error, o.created_at as since
        from outbox_delivery d join outbox o on o.id = d.event_id where d.state = 'dead'
        union all
        select i.event_id, i.type, i.subject, 'in ' || i.listener, i.attempts,
          (select count(*)::int from inbox later where later.state <> 'done' and later.listener = i.listener
            and later.source = i.source and later.subject = i.subject and later.sequence > i.sequence),
          i.last_error, i.received_at
        from inbox i where i.state = 'dead'
      ) dead order by since limit ${maxRows}`.execute(trx);
    return rows.map(({ id, type, subject, where, attempts, holdsUp, error }) => ({
      id,
      type,
      subject,
      where,
      attempts,
      holdsUp,
      error,
    }));
  });
}

export interface WaitingSubject {
  readonly where: string;
  readonly subject: string;
  readonly events: number;
  /** Of the first of them. */
  readonly state: string;
  readonly attempts: number;
  readonly oldest: Date;
  readonly error: string | null;
}

/** Subjects that wait, the longest waiting first; 200 at most. */
export function waitingSubjects(database: SqlDatabase): Promise<readonly WaitingSubject[]> {
  return database.transaction(async (trx) => {
    const { rows } = await sql<WaitingSubject>`
      select * from (
        select 'to ' || coalesce(d.destination, '?') as "where", o.aggregateid as subject, count(*)::int as events,
          (array_agg(coalesce(d.state, 'waiting') order by o.position))[1] as state,
          (array_agg(coalesce(d.attempts, 0) order by o.position))[1] as attempts,
          min(o.created_at) as oldest,
          (array_agg(d.last_error order by o.position))[1] as error
        from outbox o left join outbox_delivery d on d.event_id = o.id
        where o.completed_at is null group by 1, 2
        union all
        select 'in ' || listener, subject, count(*)::int,
          (array_agg(state order by sequence, position))[1], (array_agg(attempts order by sequence, position))[1],
          min(received_at), (array_agg(last_error order by sequence, position))[1]
        from inbox where state <> 'done' group by listener, source, subject
      ) waiting order by oldest limit ${maxRows}`.execute(trx);
    return rows;
  });
}

/** All that is known of one event in this module. */
export function showEvent(database: SqlDatabase, id: string): Promise<readonly object[]> {
  return database.transaction(async (trx) => {
    const published = await sql<object>`
      select 'outbox' as "table", o.type, o.aggregateid as subject, o.payload as data, o.headers, o.created_at,
        o.sent_to, o.completed_at, coalesce(jsonb_agg(to_jsonb(d) - 'event_id') filter (where d.event_id is not null), '[]') as deliveries
      from outbox o left join outbox_delivery d on d.event_id = o.id where o.id::text = ${id} group by o.id`.execute(
      trx,
    );
    const received = await sql<object>`
      select 'inbox' as "table", listener, source, state, attempts, next_attempt_at, last_error, received_at,
        completed_at, event from inbox where event_id = ${id}`.execute(trx);
    return [...published.rows, ...received.rows];
  });
}

/** What is to become of a dead event: tried again with all its attempts, or passed over for good. */
export type Decision = 'resubmit' | 'discard';

/**
 * Decides on a dead event, everywhere in this module where it is dead. Answers how many places that was; what comes after
 * it goes on by itself.
 */
export function decide(database: SqlDatabase, id: string, decision: Decision): Promise<number> {
  return decision === 'resubmit' ? resubmit(database, id) : discard(database, id);
}

function resubmit(database: SqlDatabase, id: string): Promise<number> {
  return database.transaction(async (trx) => {
    const handled = await sql`
      update inbox set state = 'pending', attempts = 0, next_attempt_at = now()
      where event_id = ${id} and state = 'dead'`.execute(trx);
    const sent = await sql`
      update outbox_delivery set state = 'waiting', attempts = 0, next_attempt_at = now()
      where event_id::text = ${id} and state = 'dead'`.execute(trx);
    return Number((handled.numAffectedRows ?? 0n) + (sent.numAffectedRows ?? 0n));
  });
}

/** Counts as handled, or as sent; the last error stays, so that it can be told from what really was. */
function discard(database: SqlDatabase, id: string): Promise<number> {
  return database.transaction(async (trx) => {
    const handled = await sql`
      update inbox set state = 'done', completed_at = now(), last_error = 'discarded: ' || last_error
      where event_id = ${id} and state = 'dead'`.execute(trx);
    const sent = await sql`
      with gone as (
        delete from outbox_delivery where event_id::text = ${id} and state = 'dead' returning event_id, destination
      )
      update outbox o set sent_to = o.sent_to || (select array_agg(destination) from gone)
      where o.id in (select event_id from gone)`.execute(trx);
    return Number((handled.numAffectedRows ?? 0n) + (sent.numAffectedRows ?? 0n));
  });
}
