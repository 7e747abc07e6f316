import { sql } from 'kysely';
import type { Gauge } from '../host/index.ts';
import type { SqlDatabase } from './sql.ts';

/** By schema. */
export type Schemas = ReadonlyMap<string, SqlDatabase>;

/** What is worth a line on a dashboard, and an alert when it grows. */
export function eventGauges(schemas: Schemas): readonly Gauge[] {
  const gauge = (name: string, help: string, select: ReturnType<typeof sql<{ value: string }>>): Gauge => ({
    name,
    help,
    label: 'module',
    read: () => readEach(schemas, select),
  });
  return [
    gauge(
      'events_outbox_waiting',
      'Events that not every destination has',
      sql`select count(*) as value from outbox where completed_at is null`,
    ),
    gauge(
      'events_outbox_oldest_seconds',
      'Age of the oldest of them',
      sql`select coalesce(extract(epoch from now() - min(created_at)), 0) as value from outbox where completed_at is null`,
    ),
    gauge(
      'events_inbox_waiting',
      'Events that a listener has not handled',
      sql`select count(*) as value from inbox where state = 'pending'`,
    ),
    gauge(
      'events_dead',
      'Events that were given up; each holds up its subject until somebody decides',
      sql`select (select count(*) from inbox where state = 'dead')
        + (select count(*) from outbox_delivery where state = 'dead') as value`,
    ),
  ];
}

async function readEach(
  schemas: Schemas,
  select: ReturnType<typeof sql<{ value: string }>>,
): Promise<Record<string, number>> {
  const readings = [...schemas].map(async ([schema, database]) => {
    const { rows } = await database.transaction((trx) => select.execute(trx));
    return [schema, Number(rows[0]?.value ?? 0)] as const;
  });
  return Object.fromEntries(await Promise.all(readings));
}
