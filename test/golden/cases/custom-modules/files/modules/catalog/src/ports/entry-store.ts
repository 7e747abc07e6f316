import type { CatalogEntry } from '../index.ts';

export interface EntryStore {
  add(entry: CatalogEntry): Promise<void>;
  find(id: string): Promise<CatalogEntry | undefined>;
  list(limit: number): Promise<readonly CatalogEntry[]>;
  /** `undefined`: there is no such entry. */
  rename(id: string, name: string): Promise<CatalogEntry | undefined>;
}
