/** The port of catalog: what other modules may know of it. No I/O behind this file. */
export { CatalogEntryNotFound } from './errors.ts';

export interface CatalogEntry {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface Catalog {
  /** @mutating */
  create(name: string): Promise<CatalogEntry>;

  /**
   * @readonly
   * @throws {CatalogEntryNotFound}
   */
  get(id: string): Promise<CatalogEntry>;

  /**
   * The newest first, at most `limit` of them.
   * @readonly
   */
  list(limit: number): Promise<readonly CatalogEntry[]>;

  /**
   * Repeating it changes nothing more.
   * @idempotent
   * @throws {CatalogEntryNotFound}
   */
  rename(id: string, name: string): Promise<CatalogEntry>;
}
