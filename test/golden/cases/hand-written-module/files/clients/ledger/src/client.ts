// Made by extract from the contract e01d8ff31a0ae167 of LedgerPort. Do not edit: the next run replaces it.
import type { Account, Attachment, Entry, LedgerPort, Period, Posting, Statement } from '@books/ledger';
import type { RpcCaller } from '@books/platform/rpc';
import { closeMethod, findMethod, manyMethod, openMethod, postMethod, statementMethod } from './service.ts';

/** LedgerPort in another process. Its methods do not depend on `this`. */
export class LedgerPortHttpClient implements LedgerPort {
  readonly #rpc: RpcCaller;

  constructor(rpc: RpcCaller) {
    this.#rpc = rpc;
  }

  /**
   * Remote call (mutating, retried ≤ 3 unless it may have run, 5 s).
   * Throws PeriodClosed | Unbalanced | RemoteCallError.
   */
  readonly post = (posting: Posting, ...attachments: Attachment[]): Promise<Entry> =>
    this.#rpc.call(postMethod, [posting, ...attachments]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws RemoteCallError. */
  readonly statement = (period: Period): Promise<Statement> => this.#rpc.call(statementMethod, [period]);

  /** Remote call (idempotent, retried ≤ 3, 5 s). Throws RemoteCallError. */
  readonly close = (period: Period): Promise<void> => this.#rpc.call(closeMethod, [period]);

  /** Remote call (idempotent, retried ≤ 3, 5 s). Throws RemoteCallError. */
  readonly open = (account: Account): Promise<boolean> => this.#rpc.call(openMethod, [account]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws RemoteCallError. */
  readonly find = (key: string): Promise<Entry | null> => this.#rpc.call(findMethod, [key]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws RemoteCallError. */
  readonly many = (keys: ReadonlySet<string>): Promise<ReadonlyMap<string, Entry>> =>
    this.#rpc.call(manyMethod, [keys]);
}
