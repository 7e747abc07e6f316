import type { Logger } from '../../log/index.ts';
import type { Worker } from '../../module/index.ts';
import { describeError } from '../describe-error.ts';
import { toSequence } from '../cloud-event.ts';
import type { CloudEvent } from '../cloud-event.ts';
import { backoffMs } from '../settings.ts';
import type { BackoffSettings } from '../settings.ts';
import { EventRefusedError, TransportUnavailableError } from '../transport.ts';
import type { Transport } from '../transport.ts';
import { Bell } from '../wake.ts';
import { giveBack, markFailed, markSent, takeDue } from './store.ts';
import type { Lane } from './store.ts';
import type { OutboxRow } from './tables.ts';

export interface RelayOptions extends Lane {
  /** Of the module; of its events it is part of the source. */
  readonly schema: string;
  /** `/<project>/<module>` */
  readonly source: string;
  readonly transport: Transport;
  readonly log: Logger;
  readonly batch: number;
  readonly pollMs: number;
  readonly leaseMs: number;
  readonly maxAttempts: number;
  readonly backoff: BackoffSettings;
}

/** Subjects whose events are sent at the same time. */
const atOnce = 16;

/** Takes the events of one outbox to one destination. Any number of them may run, in any number of processes. */
export class Relay implements Worker {
  readonly name: string;
  readonly bell = new Bell();
  readonly #options: RelayOptions;
  /** In a row; what is in the batch then stays where it is. */
  #unavailable = 0;

  constructor(options: RelayOptions) {
    this.name = `${options.schema}-relay-${options.destination}`;
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const again = await this.#roundSafely(signal);
      if (!again) await this.bell.wait(this.#pauseMs(), signal);
    }
  }

  #pauseMs(): number {
    const { backoff, pollMs } = this.#options;
    return this.#unavailable === 0 ? pollMs : backoffMs(backoff, this.#unavailable, Math.random());
  }

  async #roundSafely(signal: AbortSignal): Promise<boolean> {
    const { log, destination, schema } = this.#options;
    try {
      return await this.#round(signal);
    } catch (error) {
      log.error({ err: error, schema, destination }, 'a relay could not use its outbox');
      return false;
    }
  }

  /** One batch; `true` when there may be more at once. */
  async #round(signal: AbortSignal): Promise<boolean> {
    const { batch, leaseMs } = this.#options;
    const rows = await takeDue(this.#options, batch, leaseMs);
    if (rows.length === 0) return false;
    const round = new Round(this.#options, signal);
    await round.send(rows);
    this.#unavailable = round.unavailable ? this.#unavailable + 1 : 0;
    return !round.unavailable;
  }
}

/** What becomes of one batch. */
class Round {
  unavailable = false;
  readonly #options: RelayOptions;
  readonly #signal: AbortSignal;
  /** Well before others may take what we have not sent. */
  readonly #end: number;
  readonly #sent: string[] = [];
  readonly #unsent: OutboxRow[] = [];

  constructor(options: RelayOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#end = performance.now() + options.leaseMs / 2;
  }

  async send(rows: readonly OutboxRow[]): Promise<void> {
    const waiting = [...bySubject(rows).values()];
    const sendNext = async (): Promise<void> => {
      for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) await this.#sendRun(run);
    };
    await Promise.all(Array.from({ length: atOnce }, sendNext));
    await markSent(this.#options, this.#sent, this.#options.transport.destinations);
    await giveBack(this.#options, this.#unsent);
  }

  /** Events of one subject: none is sent before the destination has the one before it. */
  async #sendRun(rows: readonly OutboxRow[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      if (!this.#mayGoOn()) return void this.#unsent.push(...rows.slice(index));
      if (!(await this.#sendOne(row))) return void this.#unsent.push(...rows.slice(index + 1));
    }
  }

  #mayGoOn(): boolean {
    return !this.#signal.aborted && !this.unavailable && performance.now() < this.#end;
  }

  async #sendOne(row: OutboxRow): Promise<boolean> {
    const { transport, destination, maxAttempts, source, log, schema } = this.#options;
    try {
      if (row.attempts > maxAttempts)
        throw new EventRefusedError('the process ended at each attempt to send it');
      await transport.send(toCloudEvent(row, source), destination);
      this.#sent.push(row.id);
      return true;
    } catch (error) {
      if (error instanceof TransportUnavailableError) {
        if (!this.unavailable)
          log.warn({ err: error, schema, destination }, 'events wait: nobody takes them');
        this.unavailable = true;
        this.#unsent.push(row);
      } else await this.#failed(row, error);
      return false;
    }
  }

  async #failed(taken: OutboxRow, error: unknown): Promise<void> {
    const { log, schema, destination, maxAttempts, backoff } = this.#options;
    const { id: eventId, type, attempts } = taken;
    const dead = error instanceof EventRefusedError || attempts >= maxAttempts;
    const message = describeError(error);
    if (dead)
      log.error({ err: error, schema, destination, eventId, type }, 'an event is dead: it was not sent');
    else log.warn({ err: error, schema, destination, eventId, type }, 'an event was not sent');
    await markFailed(this.#options, {
      taken,
      error: message,
      dead,
      againInMs: backoffMs(backoff, attempts, Math.random()),
    });
  }
}

function bySubject(rows: readonly OutboxRow[]): Map<string, OutboxRow[]> {
  const runs = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const run = runs.get(row.aggregateid);
    if (run === undefined) runs.set(row.aggregateid, [row]);
    else run.push(row);
  }
  return runs;
}

function toCloudEvent(row: OutboxRow, source: string): CloudEvent {
  return {
    specversion: '1.0',
    id: row.id,
    source,
    type: row.type,
    subject: row.aggregateid,
    time: row.created_at.toISOString(),
    datacontenttype: 'application/json',
    ...row.headers,
    sequence: toSequence(row.position),
    data: row.payload,
  };
}
