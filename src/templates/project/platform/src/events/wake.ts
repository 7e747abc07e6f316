/** Somebody has something to do: said by Postgres at the commit of what is to be done. */
import { Client } from 'pg';
import type { Logger } from '../log/index.ts';
import { channel } from './outbox/tables.ts';

/** Waiting for work that may be announced early. */
export class Bell {
  #rung = false;
  #waiter: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#waiter?.();
  }

  /** Resolves when it is rung (or has been since the last time), after `ms`, or when `signal` aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) await this.#silence(ms, signal);
    this.#rung = false;
  }

  #silence(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#waiter = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end, { once: true });
      this.#waiter = end;
    });
  }
}

const reconnectAfterMs = 1_000;

export interface ListenOptions {
  readonly url: string;
  readonly log: Logger;
  /** Called with the schema in which something was committed. */
  readonly onCommit: (schema: string) => void;
}

/**
 * Listens for commits until `signal` aborts, on a connection of its own: one per process. What is missed while it is
 * away is found by polling, and so it is behind a pooler that does not pass notifications on.
 */
export async function listenForCommits(options: ListenOptions, signal: AbortSignal): Promise<void> {
  const pause = new Bell();
  while (!signal.aborted) {
    try {
      await listenOnce(options, signal);
    } catch (error) {
      options.log.warn(
        { err: error },
        'events are polled for: notifications of the database cannot be heard',
      );
    }
    await pause.wait(reconnectAfterMs, signal);
  }
}

async function listenOnce({ url, onCommit }: ListenOptions, signal: AbortSignal): Promise<void> {
  const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
  const ended = new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('end', resolve);
  });
  // Until it is awaited below, a break is known by what is under way.
  ended.catch(() => {});
  const stop = (): void => void client.end().catch(() => {});
  try {
    await client.connect();
    client.on('notification', ({ payload }) => onCommit(payload ?? ''));
    await client.query(`listen ${channel}`);
    signal.addEventListener('abort', stop, { once: true });
    if (!signal.aborted) await ended;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
