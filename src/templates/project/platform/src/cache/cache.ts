/** How long a value may be used, and how it is made. */
export interface CacheEntry<T> {
  /** Milliseconds from when it was loaded; the oldest answer that a caller may get. */
  readonly ttlMs: number;
  /** Called when there is no value, and once for all who wait for it. What it throws reaches them, and is not kept. */
  load(): Promise<T>;
}

/** Keeps answers that may be a little old. Values are JSON: what `load` returned comes back as its copy. */
export interface Cache {
  /** The value of `key`: kept, or loaded now. */
  get<T>(key: string, entry: CacheEntry<T>): Promise<T>;
  /** Forgets `key`: call it after the transaction that changed what was kept has committed. */
  forget(key: string): Promise<void>;
}
