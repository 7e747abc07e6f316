import { z } from 'zod';
import type { Host } from '../host/index.ts';
import { projectName } from '../project.ts';
import type { Cache, CacheUse } from './cache.ts';
import { localStore } from './local-store.ts';
import { ReadThroughCache } from './read-through.ts';
import { redisStore } from './redis-store.ts';

export const cacheConfig = z.object({
  CACHE_URL: z
    .url({
      protocol: /^rediss?$/,
      error: 'expected redis://user:password@host:port/database, or rediss:// with TLS',
    })
    .optional()
    .describe('Not set: each process keeps its own'),
  CACHE_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1)
    .max(5_000)
    .default(50)
    .describe('Longest wait for one answer of the shared cache'),
  CACHE_MAX_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(4_096)
    .default(64)
    .describe('Memory for values, where a process keeps its own'),
});

export interface CacheOptions {
  /** For counters: called once for each `get`. */
  readonly onUse?: (key: string, use: CacheUse) => void;
}

const loadWithinMs = 2_000;
const waitMs = 500;
const bytesOfMb = 1_048_576;

/** The cache of a process, in it or shared, as CACHE_URL says. It is never needed: whatever is wrong with it, answers are loaded. */
export function createCache(
  { config, log, onClose }: Pick<Host, 'config' | 'log' | 'onClose'>,
  { onUse }: CacheOptions = {},
): Cache {
  const { CACHE_URL: url, CACHE_TIMEOUT_MS: timeoutMs, CACHE_MAX_MB } = config(cacheConfig);
  const store =
    url === undefined
      ? localStore(CACHE_MAX_MB * bytesOfMb)
      : redisStore({ url, timeoutMs, log, prefix: `${projectName}:cache:` });
  onClose(() => store.close());
  return new ReadThroughCache({ store, loadWithinMs, waitMs, onUse });
}
