import type { z } from 'zod';

/** How long a value may be used, and how it is made. */
export interface CacheEntry<T> {
  /** Milliseconds from when it was loaded; the oldest answer that a caller gets. */
  readonly ttlMs: number;
  /** For so long after that, the old value is still answered while a new one is loaded; longer while it cannot be. */
  readonly staleMs?: number;
  /** What was kept by another release is only used if it is still this. Values are JSON: `load` and `schema` agree on it. */
  readonly schema: z.ZodType<T>;
  /**
   * Called when there is no value, and once for all who wait for it, with a deadline of its own. What it throws reaches
   * them, and is not kept.
   */
  load(): Promise<T>;
}

/** Keeps answers that may be a little old. It may lose any of them at any time. */
export interface Cache {
  /** The value of `key`: a copy of what was kept, or of what is loaded now. Begin the key with the module's name. */
  get<T>(key: string, entry: CacheEntry<T>): Promise<T>;
  /**
   * Forgets values, also those that are being loaded at this moment: call it after the transaction that changed what they
   * were made of has committed.
   */
  forget(...keys: readonly string[]): Promise<void>;
}

/**
 * What became of one `get`. `kept`: found; `stale`: found, older than `ttlMs`; `loaded`: loaded and kept; `awaited`:
 * another process has loaded it; `uncached`: loaded and not kept, since the store is away or another process is slow.
 */
export type CacheUse = 'kept' | 'stale' | 'loaded' | 'awaited' | 'uncached';
