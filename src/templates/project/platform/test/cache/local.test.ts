import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { localStore } from '../../src/cache/index.ts';
import { cacheBehaviour, cacheOver } from './behaviour.ts';

cacheBehaviour('a cache in the process', async () => {
  const store = localStore(1_048_576);
  return { store: () => store, close: () => store.close() };
});

describe('a cache in the process', () => {
  it('stays below its memory, and lets go what was not used for longest', async () => {
    const cache = cacheOver(localStore(10_000));
    let loads = 0;
    const get = (key: string) =>
      cache.get(key, {
        ttlMs: 60_000,
        schema: z.string(),
        load: async () => {
          loads++;
          return 'x'.repeat(1_000);
        },
      });
    for (const key of ['a', 'b', 'c', 'd', 'a', 'e', 'a']) await get(key);
    expect(loads).toBe(5);
    await get('b');
    expect(loads).toBe(6);
  });
});
