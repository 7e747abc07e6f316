/** Where values are kept. Any of it may fail; a cache goes on without. */
export interface CacheStore {
  read(key: string): Promise<Kept | undefined>;
  /** The right to keep the next value of `key`; `undefined` while somebody else has it. Lasts until then or `forMs`. */
  lease(key: string, forMs: number): Promise<string | undefined>;
  /** Keeps a value and ends the lease. Does nothing if the lease is not there any more: it is over, or all was forgotten. */
  keep(key: string, value: NewValue): Promise<void>;
  release(key: string, lease: string): Promise<void>;
  /** Values and leases: what is being loaded now is not kept. */
  forget(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface Kept {
  readonly text: string;
  /** Until it is gone. */
  readonly leftMs: number;
}

export interface NewValue {
  readonly lease: string;
  readonly text: string;
  readonly forMs: number;
}
