import { randomUUID } from 'node:crypto';
import type { Clock } from '@books/platform/host';
import type { Logger } from '@books/platform/log';
import type { Catalog, CatalogEntry } from '../index.ts';
import { CatalogEntryNotFound } from '../index.ts';
import type { EntryStore } from '../ports/entry-store.ts';

export interface CatalogServiceParts {
  readonly store: EntryStore;
  readonly clock: Clock;
  readonly log: Logger;
}

export class CatalogService implements Catalog {
  readonly #parts: CatalogServiceParts;

  constructor(parts: CatalogServiceParts) {
    this.#parts = parts;
  }

  async create(name: string): Promise<CatalogEntry> {
    const { store, clock, log } = this.#parts;
    const entry = { id: randomUUID(), name, createdAt: clock.now() };
    await store.add(entry);
    log.info({ id: entry.id }, 'entry created');
    return entry;
  }

  async get(id: string): Promise<CatalogEntry> {
    const entry = await this.#parts.store.find(id);
    if (entry === undefined) throw new CatalogEntryNotFound(id);
    return entry;
  }

  list(limit: number): Promise<readonly CatalogEntry[]> {
    return this.#parts.store.list(limit);
  }

  async rename(id: string, name: string): Promise<CatalogEntry> {
    const entry = await this.#parts.store.rename(id, name);
    if (entry === undefined) throw new CatalogEntryNotFound(id);
    return entry;
  }
}
