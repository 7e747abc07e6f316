import type { Period } from './period.ts';

/** What can be read by its key, whatever it is. */
export interface Reader<T, K extends string = string> {
  /** @readonly */
  find(key: K): Promise<T | null>;
  /** @readonly */
  many(keys: ReadonlySet<K>): Promise<ReadonlyMap<K, T>>;
}

export const Kind = { Asset: 'asset', Liability: 'liability' } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export type Side = 'debit' | 'credit';

export interface Account {
  readonly code: `A-${number}`;
  readonly kind: Kind;
  readonly labels: Readonly<Record<string, string>>;
  readonly parent?: Account;
}

export type Line = readonly [account: string, side: Side, amount: bigint];

export interface Entry {
  readonly number: string;
  readonly bookedAt: Date;
  readonly period: Period;
  readonly lines: readonly Line[];
  readonly memo: string | null;
  readonly reverses: string | undefined;
}

export type Posting = Pick<Entry, 'lines' | 'memo'> & { readonly period: Period };

export type Attachment =
  | { readonly type: 'link'; readonly url: URL }
  | { readonly type: 'file'; readonly name: string; readonly content: Uint8Array };

export type Statement = {
  readonly balances: Map<string, bigint>;
  readonly touched: Set<Side>;
  readonly at: Date | null;
};

export interface LedgerPort extends Reader<Entry> {
  /**
   * @mutating
   * @throws {Unbalanced}
   */
  post(posting: Posting, ...attachments: Attachment[]): Promise<Entry>;
  /** @readonly */
  statement(
    period: Period,
    options?: { readonly kinds?: Kind[]; readonly signal?: AbortSignal },
  ): Promise<Statement>;
  /** @idempotent */
  close(period: Period): Promise<void>;
  /** @idempotent */
  open(account: Account): Promise<boolean>;
}
