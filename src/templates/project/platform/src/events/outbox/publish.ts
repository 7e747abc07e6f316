import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { currentContext } from '../../context/index.ts';
import { maxEventBytes } from '../cloud-event.ts';
import type { JsonData } from '../define/index.ts';
import type { SqlTransaction } from '../sql.ts';
import type { NewEvent } from '../types.ts';
import { channel } from './tables.ts';

/** Kept back from the limit of an event for what is not its data. */
const envelopeBytes = 8 * 1024;
const maxSubjectLength = 1_024;

/** Writes an event into the outbox of the schema that `trx` works in. Answers the event's id. */
export async function publish<Data extends JsonData>(
  trx: SqlTransaction,
  { type, subject, data }: NewEvent<Data>,
): Promise<string> {
  const payload = JSON.stringify(type.schema.parse(data));
  if (Buffer.byteLength(payload) > maxEventBytes - envelopeBytes)
    throw new RangeError(
      `The data of an event ${type.name} is larger than ${maxEventBytes - envelopeBytes} bytes.`,
    );
  if (subject === '' || subject.length > maxSubjectLength)
    throw new RangeError(`The subject of an event ${type.name} needs 1 to ${maxSubjectLength} characters.`);
  const id = randomUUID();
  // The lock gives the events of a subject positions in the order of their commits: without it, the one that began
  // first could commit last, and be overtaken.
  await sql`
    with turn as materialized (
      select pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || ${subject}::text, 0))
    )
    insert into outbox (id, aggregatetype, aggregateid, type, payload, headers)
    select ${id}::uuid, ${type.module}, ${subject}, ${type.name}, ${payload}::jsonb, ${headers()}::jsonb from turn
    returning pg_notify(${channel}, current_schema())`.execute(trx);
  return id;
}

/** The trace of the work in hand: whoever listens links to it. */
function headers(): string {
  const { traceparent, tracestate } = currentContext() ?? {};
  return JSON.stringify({ traceparent, tracestate });
}
