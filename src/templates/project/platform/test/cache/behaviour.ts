/** What a cache does, wherever it keeps its values. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newContext, remainingMs, runInContext } from '../../src/context/index.ts';
import { ReadThroughCache } from '../../src/cache/index.ts';
import type { Cache, CacheEntry, CacheStore, CacheUse } from '../../src/cache/index.ts';

const schema = z.object({ price: z.number() });
type Price = z.infer<typeof schema>;

/** A price that can be changed, and counts how often it is loaded. */
export class Source {
  price = 1;
  loads = 0;
  /** Runs within each load, after the price was read. */
  meanwhile: () => Promise<void> = async () => {};

  entry(changes: Partial<CacheEntry<Price>> = {}): CacheEntry<Price> {
    return {
      ttlMs: 60_000,
      schema,
      load: async () => {
        this.loads++;
        const { price } = this;
        await this.meanwhile();
        return { price };
      },
      ...changes,
    };
  }
}

/** Something that is opened from outside. */
export function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

export interface CacheFixture {
  /** The store as one more process sees it. */
  store(): CacheStore;
  close(): Promise<void>;
}

export function cacheOver(store: CacheStore, uses: CacheUse[] = []): ReadThroughCache {
  return new ReadThroughCache({ store, loadWithinMs: 2_000, waitMs: 500, onUse: (_, use) => uses.push(use) });
}

/** Resolves once the cache keeps what it is given: a shared one has to be connected to first. */
export async function untilKept(cache: Cache, entry: CacheEntry<Price>, uses: CacheUse[]): Promise<void> {
  const lastUse = async (): Promise<CacheUse | undefined> => {
    await cache.get('probe', entry);
    return uses.at(-1);
  };
  await expect.poll(lastUse, { timeout: 15_000, interval: 50 }).toBe('kept');
}

export function cacheBehaviour(title: string, open: () => Promise<CacheFixture>): void {
  describe(title, () => {
    let fixture: CacheFixture;
    let cache: ReadThroughCache;
    let source: Source;
    let uses: CacheUse[];
    beforeEach(async () => {
      fixture = await open();
      uses = [];
      cache = cacheOver(fixture.store(), uses);
      source = new Source();
      await untilKept(cache, source.entry(), uses);
      source.loads = 0;
      uses.length = 0;
    });
    afterEach(() => fixture.close());

    it('loads once, whoever asks, then and later, and gives each a copy', async () => {
      source.meanwhile = () => delay(30);
      const answers = await Promise.all(Array.from({ length: 50 }, () => cache.get('tea', source.entry())));
      expect(new Set(answers).size).toBe(50);
      expect(await cache.get('tea', source.entry())).toEqual({ price: 1 });
      expect(source.loads).toBe(1);
      expect(uses.at(-1)).toBe('kept');
    });

    it('keeps nothing beyond its time', async () => {
      const entry = source.entry({ ttlMs: 40 });
      await cache.get('tea', entry);
      source.price = 2;
      await expect.poll(() => cache.get('tea', entry)).toEqual({ price: 2 });
    });

    it('forgets', async () => {
      await cache.get('tea', source.entry());
      await cache.get('kettle', source.entry());
      source.price = 2;
      await cache.forget('tea', 'kettle');
      expect(await cache.get('tea', source.entry())).toEqual({ price: 2 });
      expect(await cache.get('kettle', source.entry())).toEqual({ price: 2 });
    });

    it('does not keep what was being loaded when it was forgotten', async () => {
      const { open, opened } = gate();
      source.meanwhile = () => opened;
      const before = cache.get('tea', source.entry());
      await expect.poll(() => source.loads).toBe(1);
      source.price = 2;
      await cache.forget('tea');
      source.meanwhile = async () => {};
      expect(await cache.get('tea', source.entry())).toEqual({ price: 2 });
      open();
      expect(await before).toEqual({ price: 1 });
      expect(await cache.get('tea', source.entry())).toEqual({ price: 2 });
    });

    it('gives the error of a load to all who wait, and does not keep it', async () => {
      const load = () => delay(10).then(() => Promise.reject(new RangeError('no tea')));
      const asked = [1, 2, 3].map(() => cache.get('tea', source.entry({ load })));
      const answers = await Promise.allSettled(asked);
      expect(
        answers.map((answer) => answer.status === 'rejected' && answer.reason instanceof RangeError),
      ).toEqual([true, true, true]);
      expect(await cache.get('tea', source.entry())).toEqual({ price: 1 });
    });

    it('answers with the old value while a new one is loaded, or cannot be', async () => {
      const entry = source.entry({ ttlMs: 1, staleMs: 60_000 });
      await cache.get('tea', entry);
      await delay(10);
      const failing = { ...entry, load: () => Promise.reject(new Error('down')) };
      expect(await cache.get('tea', failing)).toEqual({ price: 1 });
      source.price = 2;
      await expect.poll(() => cache.get('tea', entry)).toEqual({ price: 2 });
      expect(uses[1]).toBe('stale');
    });

    it('does not use what is no longer of the right kind', async () => {
      const load = async () => ({ cost: 1 });
      await cache.get('tea', { ttlMs: 60_000, schema: z.object({ cost: z.number() }), load });
      expect(await cache.get('tea', source.entry())).toEqual({ price: 1 });
      expect(await cache.get('tea', source.entry())).toEqual({ price: 1 });
      expect(source.loads).toBe(1);
    });

    it('does not take undefined for a value', async () => {
      const entry = { ttlMs: 60_000, schema: z.undefined(), load: async () => undefined };
      await expect(cache.get('tea', entry)).rejects.toThrow('load null');
    });

    it('loads with time of its own: who leaves early takes nobody along', async () => {
      let left: number | undefined;
      source.meanwhile = async () => {
        left = remainingMs();
        await delay(100);
      };
      const hurried = runInContext(newContext({ timeoutMs: 20 }), () => cache.get('tea', source.entry()));
      const patient = cache.get('tea', source.entry());
      await expect(hurried).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
      expect(await patient).toEqual({ price: 1 });
      expect(left).toBeGreaterThan(100);
      expect(source.loads).toBe(1);
    });
  });
}
