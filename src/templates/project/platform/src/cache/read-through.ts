import { setTimeout as delay } from 'node:timers/promises';
import { currentContext, newContext, remainingMs, runInContext, withTimeout } from '../context/index.ts';
import type { Cache, CacheEntry, CacheUse } from './cache.ts';
import type { CacheStore } from './store.ts';

export interface ReadThroughOptions {
  readonly store: CacheStore;
  /** The longest that a load may take. */
  readonly loadWithinMs: number;
  /** How long a process waits for another one that loads the same, before it does so itself. */
  readonly waitMs: number;
  readonly onUse?: ((key: string, use: CacheUse) => void) | undefined;
}

interface Found {
  readonly text: string;
  readonly use: CacheUse;
}

/** The first looks for what another process loads come soon, later ones less often. */
const firstLookMs = 10;
const laterLookMs = 100;

/** A cache over any store: one load at a time for each key, in this process and, where the store is shared, in all. */
export class ReadThroughCache implements Cache {
  readonly #options: ReadThroughOptions;
  /** What is being found out for those who ask at the same time. */
  readonly #underWay = new Map<string, Promise<Found>>();
  readonly #refreshing = new Set<string>();

  constructor(options: ReadThroughOptions) {
    this.#options = options;
  }

  async get<T>(key: string, entry: CacheEntry<T>): Promise<T> {
    const { text, use } = await asLongAsThereIsTime(this.#find(key, entry));
    this.#options.onUse?.(key, use);
    if (use === 'stale') void this.#refresh(key, entry);
    return entry.schema.parse(JSON.parse(text));
  }

  async forget(...keys: readonly string[]): Promise<void> {
    const leave = (): void => keys.forEach((key) => this.#underWay.delete(key));
    // Who asks from now on does not join those who may have read what was before.
    leave();
    await this.#options.store.forget(keys).catch(() => {});
    leave();
  }

  #find<T>(key: string, entry: CacheEntry<T>): Promise<Found> {
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const found = this.#readOrLoad(key, entry).finally(() => {
      if (this.#underWay.get(key) === found) this.#underWay.delete(key);
    });
    this.#underWay.set(key, found);
    return found;
  }

  async #readOrLoad<T>(key: string, entry: CacheEntry<T>): Promise<Found> {
    const { store, loadWithinMs, waitMs } = this.#options;
    try {
      const kept = await this.#read(key, entry, 'kept');
      if (kept) return kept;
      const end = performance.now() + waitMs;
      for (let pauseMs = firstLookMs; ; pauseMs = Math.min(pauseMs * 2, laterLookMs)) {
        const lease = await store.lease(key, leaseFor(loadWithinMs));
        if (lease !== undefined) return await this.#loadWith(lease, key, entry);
        if (performance.now() >= end) break;
        await delay(pauseMs * (0.5 + Math.random() / 2));
        const awaited = await this.#read(key, entry, 'awaited');
        if (awaited) return awaited;
      }
    } catch (error) {
      if (error instanceof LoadFailed) throw error.cause;
      // The store is away or slow: it is as if it had nothing.
    }
    return { text: await this.#load(key, entry).catch(unwrap), use: 'uncached' };
  }

  async #read<T>(
    key: string,
    { schema, staleMs = 0 }: CacheEntry<T>,
    use: CacheUse,
  ): Promise<Found | undefined> {
    const kept = await this.#options.store.read(key);
    if (kept === undefined || !schema.safeParse(parseJson(kept.text)).success) return undefined;
    return { text: kept.text, use: kept.leftMs <= staleMs ? 'stale' : use };
  }

  async #loadWith<T>(lease: string, key: string, entry: CacheEntry<T>): Promise<Found> {
    const { store } = this.#options;
    try {
      const text = await this.#load(key, entry);
      // Whether it is kept or not, this is the answer.
      await store.keep(key, { lease, text, forMs: entry.ttlMs + (entry.staleMs ?? 0) }).catch(() => {});
      return { text, use: 'loaded' };
    } catch (error) {
      await store.release(key, lease).catch(() => {});
      throw error;
    }
  }

  /** Not with the time of the caller who came first: others wait for it too. */
  async #load<T>(key: string, { load }: CacheEntry<T>): Promise<string> {
    const { traceparent, tracestate } = currentContext() ?? {};
    try {
      const context = newContext({ traceparent, tracestate });
      const value = await runInContext(context, () => withTimeout(this.#options.loadWithinMs, load));
      const text = JSON.stringify(value) as string | undefined;
      if (text === undefined) throw new TypeError(`The value of ${key} is not JSON; for nothing, load null.`);
      return text;
    } catch (cause) {
      throw new LoadFailed('load failed', { cause });
    }
  }

  /** Nobody waits for it, and it may fail: what is there is used for as long as it is kept. */
  async #refresh<T>(key: string, entry: CacheEntry<T>): Promise<void> {
    const { store, loadWithinMs } = this.#options;
    if (this.#refreshing.has(key)) return;
    this.#refreshing.add(key);
    try {
      const lease = await store.lease(key, leaseFor(loadWithinMs));
      if (lease !== undefined) await this.#loadWith(lease, key, entry);
    } catch {
      // The next one who asks tries again.
    } finally {
      this.#refreshing.delete(key);
    }
  }
}

/** It tells what `load` threw from what the store did. */
class LoadFailed extends Error {}

function unwrap(error: unknown): never {
  throw error instanceof LoadFailed ? error.cause : error;
}

/** Longer than a load: whoever is still loading then was held up, and another one may begin. */
const leaseFor = (loadWithinMs: number): number => loadWithinMs + 500;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asLongAsThereIsTime<T>(work: Promise<T>): Promise<T> {
  const left = remainingMs();
  return left === undefined ? work : withTimeout(left, () => work);
}
