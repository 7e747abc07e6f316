import { sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log/index.ts';
import type { Worker } from '../module/index.ts';
import type { SqlDatabase } from './sql.ts';

export interface RetentionOptions {
  readonly schema: string;
  readonly database: SqlDatabase;
  readonly destinations: readonly string[];
  readonly keepHours: number;
  readonly log: Logger;
}

const everyMs = 60_000;
/** Few enough for a statement to be done well within its time. */
const perStatement = 1_000;

/** Forgets what has been completed for long enough. What is dead stays until somebody decides. */
export class Retention implements Worker {
  readonly name: string;
  readonly #options: RetentionOptions;

  constructor(options: RetentionOptions) {
    this.name = `${options.schema}-events-retention`;
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { log, schema, database, destinations, keepHours } = this.#options;
    while (!signal.aborted) {
      try {
        await completeForLeft(database, destinations);
        while (!signal.aborted && (await forgetSome(database, keepHours)) === perStatement);
      } catch (error) {
        log.error({ err: error, schema }, 'old events could not be removed');
      }
      await delay(everyMs * (0.8 + Math.random() * 0.4), undefined, { signal }).catch(() => {});
    }
  }
}

/** A destination that is no longer there is not waited for. */
export function completeForLeft(database: SqlDatabase, destinations: readonly string[]): Promise<void> {
  return database.transaction(async (trx) => {
    await sql`
      update outbox set completed_at = now()
      where completed_at is null and sent_to @> ${destinations}::text[]`.execute(trx);
  });
}

/** One batch of each table; answers how many rows the larger of them had. */
export function forgetSome(database: SqlDatabase, keepHours: number): Promise<number> {
  const before = sql`now() - ${keepHours}::float8 * interval '1 hour'`;
  return database.transaction(async (trx) => {
    const sent = await sql`
      delete from outbox where id in (
        select id from outbox where completed_at < ${before} order by completed_at limit ${perStatement})`.execute(
      trx,
    );
    const done = await sql`
      delete from inbox where ctid in (
        select ctid from inbox where state = 'done' and completed_at < ${before}
        order by completed_at limit ${perStatement})`.execute(trx);
    return Number(sent.numAffectedRows ?? 0n) > Number(done.numAffectedRows ?? 0n)
      ? Number(sent.numAffectedRows ?? 0n)
      : Number(done.numAffectedRows ?? 0n);
  });
}
