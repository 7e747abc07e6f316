export { createCache } from './create-cache.ts';
export type { CacheOptions } from './create-cache.ts';
export type { Cache, CacheEntry, CacheUse } from './cache.ts';
export { localStore } from './local-store.ts';
export { ReadThroughCache } from './read-through.ts';
export type { ReadThroughOptions } from './read-through.ts';
export { redisStore } from './redis-store.ts';
export type { CacheStore, Kept, NewValue } from './store.ts';
