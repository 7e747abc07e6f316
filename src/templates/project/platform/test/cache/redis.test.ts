import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCache, redisStore } from '../../src/cache/index.ts';
import type { CacheStore, CacheUse } from '../../src/cache/index.ts';
import { ConfigReader } from '../../src/config/index.ts';
import { createLogger } from '../../src/log/index.ts';
import { Source, cacheBehaviour, cacheOver, gate, untilKept } from './behaviour.ts';
import { RedisServer, hasRedis } from './redis-server.ts';

const log = createLogger({ name: 'test', level: 'silent' });
/** More than one command takes on a machine that is busy with other tests. */
const timeoutMs = 500;

describe.runIf(hasRedis)('with Redis', () => {
  let server: RedisServer;
  let stores: CacheStore[] = [];
  let prefixes = 0;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.kill());
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    stores = [];
  });

  const storeWith = (prefix: string): CacheStore => {
    const store = redisStore({ url: server.url, timeoutMs, log, prefix });
    stores.push(store);
    return store;
  };

  cacheBehaviour('a shared cache', async () => {
    const prefix = `${++prefixes}:`;
    return { store: () => storeWith(prefix), close: async () => {} };
  });

  describe('several processes', () => {
    let prefix: string;
    let source: Source;
    beforeEach(() => {
      prefix = `${++prefixes}:`;
      source = new Source();
    });
    const process = async (uses: CacheUse[] = []) => {
      const cache = cacheOver(storeWith(prefix), uses);
      await untilKept(cache, new Source().entry(), uses);
      return cache;
    };

    it('load once between them, and forget for each other', async () => {
      const uses: CacheUse[] = [];
      const caches = [await process(uses), await process(uses), await process(uses)];
      uses.length = 0;
      source.meanwhile = () => delay(60);
      await Promise.all(caches.map((cache) => cache.get('tea', source.entry())));
      expect(source.loads).toBe(1);
      expect(uses.sort()).toEqual(['awaited', 'awaited', 'loaded']);
      source.price = 2;
      await caches[0]?.forget('tea');
      expect(await caches[1]?.get('tea', source.entry())).toEqual({ price: 2 });
    });

    it('do not wait for long for one that is slow, or was killed', async () => {
      const [slow, other] = [await process(), await process()];
      const { open, opened } = gate();
      source.meanwhile = () => opened;
      const first = slow.get('tea', source.entry());
      await expect.poll(() => source.loads).toBe(1);
      source.meanwhile = async () => {};
      expect(await other.get('tea', source.entry())).toEqual({ price: 1 });
      expect(source.loads).toBe(2);
      open();
      await first;
    });

    it('do not keep what one loaded that was overtaken', async () => {
      const [slow, other] = [storeWith(prefix), storeWith(prefix)];
      await expect
        .poll(() =>
          slow.read('tea').then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      await expect
        .poll(() =>
          other.read('tea').then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      const lease = (await slow.lease('tea', 30)) ?? '';
      expect(await other.lease('tea', 1_000)).toBeUndefined();
      await expect.poll(() => other.lease('tea', 60_000)).toBeDefined();
      await slow.keep('tea', { lease, text: '"late"', forMs: 60_000 });
      expect(await other.read('tea')).toBeUndefined();
      await slow.release('tea', lease);
      expect(await slow.lease('tea', 1_000)).toBeUndefined();
    });
  });

  describe('a Redis that fails', () => {
    let own: RedisServer;
    let source: Source;
    let closers: (() => Promise<void>)[];
    beforeEach(async () => {
      own = await RedisServer.start();
      source = new Source();
      closers = [];
    });
    afterEach(async () => {
      await Promise.all(closers.map((close) => close()));
      own.goOn();
      await own.kill();
    });
    const open = (uses: CacheUse[] = []) =>
      createCache(
        {
          config: (part) => new ConfigReader({ CACHE_URL: own.url, CACHE_TIMEOUT_MS: '300' }).read(part),
          log,
          onClose: (close) => closers.push(close),
        },
        { onUse: (_, use) => uses.push(use) },
      );
    it('is done without when it was killed, and used again when it is back', async () => {
      const uses: CacheUse[] = [];
      const cache = open(uses);
      await untilKept(cache, source.entry(), uses);
      await own.kill();
      source.price = 2;
      expect(await cache.get('tea', source.entry())).toEqual({ price: 2 });
      expect(uses.at(-1)).toBe('uncached');
      await own.start();
      await untilKept(cache, source.entry(), uses);
    });

    it('that hangs costs little, and what changed meanwhile is not answered from before', async () => {
      const uses: CacheUse[] = [];
      const cache = open(uses);
      await untilKept(cache, source.entry(), uses);
      await cache.get('tea', source.entry());
      own.hang();
      const started = performance.now();
      for (let i = 0; i < 200; i++) await cache.get(`other ${i}`, source.entry());
      // One of them has waited, or one each second.
      expect(performance.now() - started).toBeLessThan(10_000);
      source.price = 2;
      await cache.forget('tea');
      expect(await cache.get('tea', source.entry())).toEqual({ price: 2 });
      own.goOn();
      await untilKept(cache, source.entry(), uses);
      await expect.poll(() => cache.get('tea', source.entry())).toEqual({ price: 2 });
      expect(uses.at(-1)).not.toBe('uncached');
    });

    it('from the beginning keeps nobody from starting, or from stopping', async () => {
      await own.kill();
      const cache = open();
      expect(await cache.get('tea', source.entry())).toEqual({ price: 1 });
      await own.start();
    });
  });
});

describe.skipIf(hasRedis)('with Redis', () => {
  it.skip('redis-server is not installed: REQUIRE_REDIS=1 makes this fail', () => {});
});
