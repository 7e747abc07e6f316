import { messages, openContext, runInContext } from '../../context/index.ts';
import type { Database } from '../../db/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Worker } from '../../module/index.ts';
import { describeError } from '../describe-error.ts';
import { backoffMs } from '../settings.ts';
import type { BackoffSettings } from '../settings.ts';
import type { Delivery } from '../types.ts';
import type { JsonData } from '../define/index.ts';
import { Bell } from '../wake.ts';
import { UnreadableDataError } from './listeners.ts';
import type { Listeners } from './listeners.ts';
import type { Slots } from './slots.ts';
import { complete, hold, markFailed, takeDue } from './store.ts';
import type { InboxRow } from './store.ts';

export interface ConsumerOptions<Tables> {
  readonly schema: string;
  readonly database: Database<Tables>;
  readonly listeners: Listeners<Tables>;
  readonly log: Logger;
  /** Shared by all modules of the process. */
  readonly slots: Slots;
  readonly handleMs: number;
  readonly pollMs: number;
  readonly leaseMs: number;
  readonly maxAttempts: number;
  readonly backoff: BackoffSettings;
}

/** Works on the inbox of one module. Any number of them may run, in any number of processes. */
export class Consumer<Tables> implements Worker {
  readonly name: string;
  readonly bell = new Bell();
  readonly #options: ConsumerOptions<Tables>;
  readonly #running = new Set<Promise<void>>();

  constructor(options: ConsumerOptions<Tables>) {
    this.name = `${options.schema}-events`;
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { pollMs } = this.#options;
    while (!signal.aborted) if (!(await this.#takeSafely())) await this.bell.wait(pollMs, signal);
    await Promise.all(this.#running);
  }

  /** Starts what is due; `true` when there may be more. */
  async #takeSafely(): Promise<boolean> {
    const { database, listeners, leaseMs, log, schema, slots } = this.#options;
    const free = slots.take(this.bell);
    let taken: readonly InboxRow[] = [];
    try {
      if (free > 0) taken = await takeDue(database, listeners.heard, free, leaseMs);
    } catch (error) {
      log.error({ err: error, schema }, 'an inbox could not be read');
    }
    slots.giveBack(free - taken.length);
    for (const row of taken) this.#start(row);
    return taken.length > 0;
  }

  #start(row: InboxRow): void {
    const work = this.#handle(row).finally(() => {
      this.#running.delete(work);
      this.#options.slots.giveBack(1);
      this.bell.ring();
    });
    this.#running.add(work);
  }

  async #handle(row: InboxRow): Promise<void> {
    const { log, schema, handleMs } = this.#options;
    const { event, listener } = row;
    const scope = openContext({
      timeoutMs: handleMs,
      traceparent: event.traceparent,
      tracestate: event.tracestate,
      attempt: row.attempts,
      // Calls that the listener makes are recognised by those it calls.
      idempotencyKey: `${schema}/${listener}/${event.id}`,
    });
    try {
      const late = new Promise<never>((_, reject) => scope.onAbort(reject));
      await Promise.race([runInContext(scope.context, () => this.#watched(row)), late]);
    } catch (error) {
      await this.#failed(row, error).catch((err: unknown) =>
        log.error(
          { err, schema, listener, eventId: event.id },
          'a failure could not be noted: tried again after its lease',
        ),
      );
    } finally {
      scope.end();
    }
  }

  /** Whoever watches the seam may link this work to the trace of the publisher. */
  #watched(row: InboxRow): Promise<void> {
    const { id, type, traceparent, tracestate } = row.event;
    const listener = `${this.#options.schema}/${row.listener}`;
    return messages.around({ id, type, listener, attempt: row.attempts, traceparent, tracestate }, () =>
      this.#runOnce(row),
    );
  }

  /** Effect and completion commit together, or neither does. */
  async #runOnce(row: InboxRow): Promise<void> {
    const { database, listeners, maxAttempts } = this.#options;
    if (row.attempts > maxAttempts)
      throw new GivenUpError('at each attempt the process ended, or the listener hung');
    await database.transaction(async (trx) => {
      const held = await hold(trx, row);
      if (held === undefined) return;
      await listeners.handle(row.listener, toDelivery(row, held.overtaken), trx);
      await complete(trx, row);
    });
  }

  async #failed(row: InboxRow, error: unknown): Promise<void> {
    const { database, log, schema, maxAttempts, backoff } = this.#options;
    const { listener, attempts, event } = row;
    const final = error instanceof UnreadableDataError || error instanceof GivenUpError;
    const dead = final || attempts >= maxAttempts;
    const about = { err: error, schema, listener, eventId: event.id, type: event.type, attempt: attempts };
    if (dead) log.error(about, 'an event is dead: the events after it of its subject wait');
    else log.warn(about, 'a listener failed and is tried again');
    await markFailed(database, {
      row,
      error: describeError(error),
      dead,
      againInMs: backoffMs(backoff, attempts, Math.random()),
    });
  }
}

class GivenUpError extends Error {
  override readonly name = 'GivenUpError';
}

function toDelivery({ event, attempts }: InboxRow, overtaken: boolean): Delivery<JsonData> {
  return {
    id: event.id,
    source: event.source,
    type: event.type,
    subject: event.subject ?? event.id,
    time: event.time === undefined ? new Date() : new Date(event.time),
    data: event.data,
    attempt: attempts,
    overtaken,
    traceparent: event.traceparent,
  };
}
