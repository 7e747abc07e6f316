import { LRUCache } from 'lru-cache';
import type { Cache } from './cache.ts';

/** A cache in this process: `limit` entries, the least recently used goes first. Other processes do not see `forget`. */
export function localCache(limit: number): Cache {
  const kept = new LRUCache<string, { readonly text: string }>({ max: limit });
  const loading = new Map<string, Promise<string>>();
  const load = (key: string, ttlMs: number, work: () => Promise<unknown>): Promise<string> => {
    const underWay = loading.get(key);
    if (underWay) return underWay;
    const loaded = work()
      .then((value) => {
        const text = JSON.stringify(value);
        // Forgotten meanwhile: what was loaded may be of before the change.
        if (loading.get(key) === loaded) kept.set(key, { text }, { ttl: ttlMs });
        return text;
      })
      .finally(() => {
        if (loading.get(key) === loaded) loading.delete(key);
      });
    loading.set(key, loaded);
    return loaded;
  };
  return {
    get: async <T>(key: string, { ttlMs, load: work }: { ttlMs: number; load(): Promise<T> }) => {
      const text = kept.get(key)?.text ?? (await load(key, ttlMs, work));
      return JSON.parse(text) as T;
    },
    forget: async (key) => {
      loading.delete(key);
      kept.delete(key);
    },
  };
}
