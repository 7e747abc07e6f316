export type { Cache, CacheEntry } from './cache.ts';
export { localCache } from './local-cache.ts';
