import { randomUUID } from 'node:crypto';
import { RedisConnection } from './redis-connection.ts';
import type { RedisOptions } from './redis-connection.ts';
import type { CacheStore } from './store.ts';

/** Keeps the value only for the one who has the lease: a slow load never overwrites what was loaded, or forgotten, since. */
const keepScript = `
  if redis.call('get', KEYS[2]) ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return redis.call('del', KEYS[2])`;

const releaseScript = `
  if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
  return redis.call('del', KEYS[1])`;

/** Keys that could not be forgotten are remembered up to this number; beyond, a value may be as old as it is kept. */
const unforgottenAtMost = 10_000;

/** Shared by all processes, over Redis or what speaks its protocol. */
export function redisStore(options: RedisOptions & { prefix: string }): CacheStore {
  const connection = new RedisConnection(options);
  const valueOf = (key: string): string => `${options.prefix}${key}`;
  const leaseOf = (key: string): string => `${options.prefix}${key}:lease`;
  const unforgotten = new Set<string>();

  const forget = (keys: readonly string[]): Promise<unknown> =>
    connection.use((client) => client.unlink(keys.flatMap((key) => [valueOf(key), leaseOf(key)])));

  /** Nothing is read before what has changed while Redis was away is forgotten. */
  const catchUp = async (): Promise<void> => {
    if (unforgotten.size === 0) return;
    const keys = [...unforgotten];
    await forget(keys);
    for (const key of keys) unforgotten.delete(key);
  };

  return {
    read: async (key) => {
      await catchUp();
      const [text, leftMs] = await connection.use((client) =>
        Promise.all([client.get(valueOf(key)), client.pTTL(valueOf(key))]),
      );
      return text === null || leftMs <= 0 ? undefined : { text, leftMs };
    },
    lease: async (key, forMs) => {
      const lease = randomUUID();
      const expiration = { type: 'PX' as const, value: forMs };
      const taken = await connection.use((client) =>
        client.set(leaseOf(key), lease, { condition: 'NX', expiration }),
      );
      return taken === null ? undefined : lease;
    },
    keep: async (key, { lease, text, forMs }) => {
      await connection.use((client) =>
        client.eval(keepScript, {
          keys: [valueOf(key), leaseOf(key)],
          arguments: [lease, text, String(forMs)],
        }),
      );
    },
    release: async (key, lease) => {
      await connection.use((client) =>
        client.eval(releaseScript, { keys: [leaseOf(key)], arguments: [lease] }),
      );
    },
    forget: async (keys) => {
      try {
        await forget(keys);
      } catch (error) {
        for (const key of keys) if (unforgotten.size < unforgottenAtMost) unforgotten.add(key);
        throw error;
      }
    },
    close: () => connection.close(),
  };
}
