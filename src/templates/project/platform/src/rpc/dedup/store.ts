/** Remembers what was answered to a key, so that a repeated call gets the same answer and does not run again. */

/** One call as a store knows it. The caller is part of it: nobody reads another's answer by guessing a key. */
export interface DedupId {
  readonly principal: string;
  /** `Payments.charge` */
  readonly method: string;
  readonly key: string;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

export type Claim =
  | { readonly state: 'claimed' }
  | { readonly state: 'done'; readonly answer: RecordedAnswer }
  | { readonly state: 'in-progress' }
  | { readonly state: 'outcome-unknown' }
  | { readonly state: 'key-reused' };

export interface DedupStore {
  /** Survives a crash of this process: only then may callers repeat what may have run. */
  readonly durable: boolean;
  /** One of many calls with the same id gets `claimed`. `fingerprint`: hex hash of the arguments. */
  claim(id: DedupId, fingerprint: string, leaseMs: number): Promise<Claim>;
  record(id: DedupId, answer: RecordedAnswer): Promise<void>;
  /** Did not run: the key is free again. */
  release(id: DedupId): Promise<void>;
  /** Ended without an answer to keep: from now on `outcome-unknown`. */
  abandon(id: DedupId): Promise<void>;
}

export const keptForMs = 24 * 60 * 60 * 1000;
export const maxKeptBytes = 256 * 1024;
