import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Database } from '../db/index.ts';
import type { Logger } from '../log/index.ts';
import type { Worker } from '../module/index.ts';
import type { Projection } from './define.ts';
import { holdJournal, readAfter } from './journal.ts';
import type { JournalRow } from './journal.ts';
import {
  activate,
  advance,
  ensureVersion,
  forgetVersion,
  noteFailure,
  passOver,
  takeVersion,
} from './versions.ts';
import type { VersionRow, VersionState } from './versions.ts';

export interface ProjectorOptions<Tables> {
  readonly schema: string;
  readonly database: Database<Tables>;
  readonly projection: Projection<Tables>;
  readonly batch: number;
  readonly pollMs: number;
  readonly log: Logger;
}

const firstPauseMs = 200;
const longestPauseMs = 30_000;

/**
 * Brings one read model up to date, in whatever process has it in hand. Rows and position commit together: an event is in
 * a version once. One that cannot be applied stops its version, since those after it build on it.
 */
export class Projector<Tables> implements Worker {
  readonly name: string;
  readonly #options: ProjectorOptions<Tables>;

  constructor(options: ProjectorOptions<Tables>) {
    this.name = `${options.schema}-${options.projection.name}`;
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { database, projection, pollMs } = this.#options;
    await database.transaction((trx) => ensureVersion(trx, projection.name, projection.revision));
    while (!signal.aborted) {
      const did = [await this.#step('active'), await this.#step('building'), await this.#clean()];
      if (!did.includes(true)) await delay(pollMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Applies some events to the version in that state; `true` when there may be more. */
  async #step(state: VersionState): Promise<boolean> {
    const { database, projection, log } = this.#options;
    const { name, revision } = projection;
    try {
      return await database.transaction(async (trx) => {
        const row = await takeVersion(trx, name, revision, state);
        return row === undefined ? false : this.#applySome(trx, row);
      });
    } catch (error) {
      log.error({ err: error, readModel: name, state }, 'a read model could not be brought up to date');
      return false;
    }
  }

  async #applySome(trx: Transaction<Tables>, row: VersionRow): Promise<boolean> {
    const { projection, batch } = this.#options;
    const types = projection.events.map(({ type }) => type.name);
    const events = await readAfter(trx, row.position, types, batch);
    if (events.length === 0) {
      await passOver(trx, projection.name, row, types);
      return row.state === 'building' && this.#switchTo(trx, row, types);
    }
    for (const event of events) {
      // What comes before the one that cannot be applied stays applied.
      await sql`savepoint before_event`.execute(trx);
      try {
        await this.#apply(trx, row, event);
      } catch (error) {
        await sql`rollback to savepoint before_event`.execute(trx);
        await this.#standStill(trx, row, event, error);
        return false;
      }
      await advance(trx, projection.name, row.version, event.position);
    }
    return true;
  }

  async #apply(trx: Transaction<Tables>, { version }: VersionRow, { event }: JournalRow): Promise<void> {
    for (const { type, run } of this.#options.projection.events)
      if (type.name === event.type) await run(event, trx, version);
  }

  /** It has caught up: with the journal held, nothing can come between the last look and the switch. */
  async #switchTo(trx: Transaction<Tables>, row: VersionRow, types: readonly string[]): Promise<boolean> {
    const { projection, log, schema } = this.#options;
    await holdJournal(trx);
    if ((await readAfter(trx, row.position, types, 1)).length > 0) return true;
    await activate(trx, projection.name, row.version);
    log.info({ schema, readModel: projection.name, version: row.version }, 'a read model was made anew');
    return true;
  }

  /** Removes a little of a version that is not read any more. */
  async #clean(): Promise<boolean> {
    const { database, projection, batch, log } = this.#options;
    try {
      return await database.transaction(async (trx) => {
        const row = await takeVersion(trx, projection.name, projection.revision, 'retired');
        if (row === undefined) return false;
        if ((await projection.remove(trx, row.version, batch)) === 0)
          await forgetVersion(trx, projection.name, row.version);
        return true;
      });
    } catch (error) {
      log.error({ err: error, readModel: projection.name }, 'an old version could not be removed');
      return false;
    }
  }

  async #standStill(
    trx: Transaction<Tables>,
    { version, attempts }: VersionRow,
    { event }: JournalRow,
    error: unknown,
  ): Promise<void> {
    const { projection, log, schema } = this.#options;
    log.error(
      { err: error, schema, readModel: projection.name, version, eventId: event.id },
      'a read model stands still: an event cannot be applied',
    );
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await noteFailure(trx, projection.name, version, {
      error: `${event.type} ${event.id}: ${text}`.slice(0, 500),
      againInMs: Math.min(firstPauseMs * 2 ** attempts, longestPauseMs),
    });
  }
}
