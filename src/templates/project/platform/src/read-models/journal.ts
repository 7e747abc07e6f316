/** The events that a module's read models are made of, in one order, for as long as they may have to be made anew. */
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import type { JsonData } from '../events/define/index.ts';
import type { RecordedEvent } from './define.ts';

export interface JournalRow {
  /** bigint, as text. */
  readonly position: string;
  readonly event: RecordedEvent;
}

/**
 * Appends in the transaction of the inbox, an event once however often it comes. Appends take turns: whoever has read up
 * to a position has seen every one before it.
 */
export async function append(trx: QueryExecutorProvider, event: RecordedEvent): Promise<void> {
  const { id, source, type, subject, time, data } = event;
  await holdJournal(trx);
  await sql`
    insert into event_journal (source, event_id, type, subject, published_at, data)
    values (${source}, ${id}, ${type}, ${subject}, ${time}, ${JSON.stringify(data)}::jsonb)
    on conflict (source, event_id) do nothing`.execute(trx);
}

/** Nobody appends until the end of the transaction. */
export async function holdJournal(trx: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '/event_journal', 0))`.execute(
    trx,
  );
}

export async function readAfter(
  trx: QueryExecutorProvider,
  position: string,
  types: readonly string[],
  limit: number,
): Promise<readonly JournalRow[]> {
  const { rows } = await sql<{
    position: string;
    event_id: string;
    source: string;
    type: string;
    subject: string;
    published_at: Date;
    data: JsonData;
  }>`
    select position, event_id, source, type, subject, published_at, data from event_journal
    where position > ${position}::bigint and type = any(${types}::text[]) order by position limit ${limit}`.execute(
    trx,
  );
  return rows.map((row) => ({
    position: row.position,
    event: {
      id: row.event_id,
      source: row.source,
      type: row.type,
      subject: row.subject,
      time: row.published_at,
      data: row.data,
    },
  }));
}
