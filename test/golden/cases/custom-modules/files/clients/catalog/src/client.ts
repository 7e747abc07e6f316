// Made by extract from the contract c8982f5eebfe0457 of Catalog. Do not edit: the next run replaces it.
import type { Catalog, CatalogEntry } from '@press/catalog';
import type { RpcCaller } from '@press/platform/rpc';
import { createMethod, getMethod, listMethod, renameMethod } from './service.ts';

/** Catalog in another process. Its methods do not depend on `this`. */
export class CatalogHttpClient implements Catalog {
  readonly #rpc: RpcCaller;

  constructor(rpc: RpcCaller) {
    this.#rpc = rpc;
  }

  /** Remote call (mutating, retried ≤ 3 unless it may have run, 5 s). Throws RemoteCallError. */
  readonly create = (name: string): Promise<CatalogEntry> => this.#rpc.call(createMethod, [name]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws CatalogEntryNotFound | RemoteCallError. */
  readonly get = (id: string): Promise<CatalogEntry> => this.#rpc.call(getMethod, [id]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws RemoteCallError. */
  readonly list = (limit: number): Promise<readonly CatalogEntry[]> => this.#rpc.call(listMethod, [limit]);

  /** Remote call (idempotent, retried ≤ 3, 5 s). Throws CatalogEntryNotFound | RemoteCallError. */
  readonly rename = (id: string, name: string): Promise<CatalogEntry> =>
    this.#rpc.call(renameMethod, [id, name]);
}
