import type { RedisClientType } from '@redis/client';
import type { Logger } from '../log/index.ts';
import { within } from './within.ts';

export interface RedisOptions {
  readonly url: string;
  /** For one command; a cache that is slower than that is of no use. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

/** After a command that failed, nobody tries for so long: a Redis that hangs costs one caller its time, and not each. */
const restMs = 1_000;
/** A connection that does not answer pings is broken, whatever the network says. */
const pingMs = 2_000;
const silentMs = 6_000;
const reconnectAtMostMs = 2_000;

/** One connection, which reconnects by itself for as long as the process runs. */
export class RedisConnection {
  readonly #options: RedisOptions;
  readonly #client: Promise<RedisClientType>;
  #restsUntil = 0;
  #isDown = false;

  constructor(options: RedisOptions) {
    this.#options = options;
    this.#client = this.#connect();
    // Told to whoever uses it.
    this.#client.catch(() => {});
  }

  /** @throws when Redis is away, too slow, or was a moment ago */
  async use<T>(command: (client: RedisClientType) => Promise<T>): Promise<T> {
    if (performance.now() < this.#restsUntil) throw new Error('Redis failed a moment ago');
    const { timeoutMs } = this.#options;
    try {
      const result = await within(timeoutMs, this.#ready(command));
      this.#tell(false);
      return result;
    } catch (error) {
      this.#restsUntil = performance.now() + restMs;
      this.#tell(true, error);
      throw error;
    }
  }

  async close(): Promise<void> {
    const client = await this.#client;
    // What is under way would be waited for, and nobody needs it any more.
    client.destroy();
  }

  async #ready<T>(command: (client: RedisClientType) => Promise<T>): Promise<T> {
    const client = await this.#client;
    return command(client);
  }

  async #connect(): Promise<RedisClientType> {
    // Only where it was chosen.
    const { createClient } = await import('@redis/client');
    const client: RedisClientType = createClient({
      url: this.#options.url,
      disableOfflineQueue: true,
      commandsQueueMaxLength: 10_000,
      pingInterval: pingMs,
      socket: {
        connectTimeout: reconnectAtMostMs,
        socketTimeout: silentMs,
        reconnectStrategy: (retries) =>
          Math.min(50 * 2 ** Math.min(retries, 10), reconnectAtMostMs) * (0.5 + Math.random() / 2),
      },
    });
    client.on('error', (error: unknown) => this.#tell(true, error));
    client.on('ready', () => (this.#restsUntil = 0));
    client.connect().catch(() => {});
    await within(this.#options.timeoutMs, new Promise((resolve) => client.once('ready', resolve))).catch(
      () => {},
    );
    return client;
  }

  /** Once when it goes, once when it is back. */
  #tell(isDown: boolean, error?: unknown): void {
    if (isDown === this.#isDown) return;
    this.#isDown = isDown;
    const { log } = this.#options;
    if (isDown) log.warn({ err: error }, 'the cache is away or slow; answers are loaded without it');
    else log.info('the cache is back');
  }
}
