/** What a relay does in the outbox of one module, for one destination. Each function is one transaction. */
import { sql } from 'kysely';
import { milliseconds } from '../sql.ts';
import type { SqlDatabase } from '../sql.ts';
import type { OutboxRow } from './tables.ts';

export interface Lane {
  readonly database: SqlDatabase;
  readonly destination: string;
}

/** By the number of the attempt a relay knows whether it still has what it took, or another one has it by now. */
export type Taken = Pick<OutboxRow, 'id' | 'attempts'>;

/**
 * Takes up to `limit` events, oldest first. An event is free when the ones before it of its subject are sent or taken
 * along with it. The attempt counts from here on: a process that dies of an event leaves a trace of having tried.
 */
export function takeDue(lane: Lane, limit: number, leaseMs: number): Promise<readonly OutboxRow[]> {
  const { destination } = lane;
  return lane.database.transaction(async (trx) => {
    // One relay at a time decides what is free; it takes milliseconds.
    await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '>' || ${destination}::text, 0))`.execute(
      trx,
    );
    const { rows } = await sql<OutboxRow>`
      with free as (
        select o.id, o.position from outbox o
        left join outbox_delivery d on d.event_id = o.id and d.destination = ${destination}
        where o.completed_at is null and not o.sent_to @> array[${destination}::text]
          and (d.event_id is null or (d.state <> 'dead' and d.next_attempt_at <= now()))
          and not exists (
            select from outbox earlier
            join outbox_delivery held on held.event_id = earlier.id and held.destination = ${destination}
            where earlier.completed_at is null and earlier.aggregateid = o.aggregateid
              and earlier.position < o.position and (held.state = 'dead' or held.next_attempt_at > now()))
        order by o.position limit ${limit}
      ), taken as (
        insert into outbox_delivery (event_id, destination, state, attempts, next_attempt_at)
        select id, ${destination}, 'sending', 1, now() + ${milliseconds(leaseMs)} from free
        on conflict (event_id, destination) do update
          set state = 'sending', attempts = outbox_delivery.attempts + 1, next_attempt_at = excluded.next_attempt_at
        returning event_id, attempts
      )
      select o.id, o.type, o.aggregateid, o.payload, o.headers, o.created_at, o.position, t.attempts
      from taken t join outbox o on o.id = t.event_id order by o.position`.execute(trx);
    return rows;
  });
}

/** The destination has them. An event that every destination has is completed. */
export function markSent(lane: Lane, ids: readonly string[], destinations: readonly string[]): Promise<void> {
  if (ids.length === 0) return Promise.resolve();
  const { destination } = lane;
  return lane.database.transaction(async (trx) => {
    await sql`
      update outbox set sent_to = sent_to || ${destination}::text,
        completed_at = case when (sent_to || ${destination}::text) @> ${destinations}::text[] then now() end
      where id = any(${ids}::uuid[]) and not sent_to @> array[${destination}::text]`.execute(trx);
    await sql`
      delete from outbox_delivery where event_id = any(${ids}::uuid[]) and destination = ${destination}`.execute(
      trx,
    );
  });
}

/** Gives back what was taken and not sent: that was no attempt. */
export function giveBack(lane: Lane, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return Promise.resolve();
  return lane.database.transaction(async (trx) => {
    await sql`
      update outbox_delivery d set attempts = d.attempts - 1, state = 'waiting', next_attempt_at = now()
      from unnest(${taken.map(({ id }) => id)}::uuid[], ${taken.map(({ attempts }) => attempts)}::int[]) mine (id, attempts)
      where d.event_id = mine.id and d.attempts = mine.attempts
        and d.destination = ${lane.destination} and d.state = 'sending'`.execute(trx);
  });
}

export interface FailedSend {
  readonly taken: Taken;
  readonly error: string;
  /** Not to be tried again by itself. */
  readonly dead: boolean;
  readonly againInMs: number;
}

/** It was tried, and the destination does not have it. The events after it of its subject wait. */
export function markFailed(lane: Lane, { taken, error, dead, againInMs }: FailedSend): Promise<void> {
  return lane.database.transaction(async (trx) => {
    await sql`
      update outbox_delivery set state = ${dead ? 'dead' : 'waiting'}, last_error = ${error},
        next_attempt_at = now() + ${milliseconds(againInMs)}
      where event_id = ${taken.id}::uuid and attempts = ${taken.attempts}
        and destination = ${lane.destination} and state = 'sending'`.execute(trx);
  });
}
