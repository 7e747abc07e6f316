import { LRUCache } from 'lru-cache';
import type { CacheStore } from './store.ts';

/** In this process, up to `maxBytes`, least recently used first out. Other processes do not see what is forgotten here. */
export function localStore(maxBytes: number): CacheStore {
  const values = new LRUCache<string, string>({
    maxSize: maxBytes,
    // A character takes up to two bytes.
    sizeCalculation: (text, key) => 2 * (text.length + key.length) + 1,
  });
  const leases = new Map<string, string>();
  let last = 0;
  return {
    read: async (key) => {
      const text = values.get(key);
      return text === undefined ? undefined : { text, leftMs: values.getRemainingTTL(key) };
    },
    // Loads in this process are one at a time for each key: there is nobody to wait for.
    lease: async (key) => {
      const lease = String(++last);
      leases.set(key, lease);
      return lease;
    },
    keep: async (key, { lease, text, forMs }) => {
      if (leases.get(key) !== lease) return;
      leases.delete(key);
      values.set(key, text, { ttl: forMs });
    },
    release: async (key, lease) => {
      if (leases.get(key) === lease) leases.delete(key);
    },
    forget: async (keys) => {
      for (const key of keys) {
        leases.delete(key);
        values.delete(key);
      }
    },
    close: async () => values.clear(),
  };
}
