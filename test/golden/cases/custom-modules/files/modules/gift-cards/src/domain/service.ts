import { randomUUID } from 'node:crypto';
import type { Clock } from '@press/platform/host';
import type { Logger } from '@press/platform/log';
import type { Catalog } from '@press/catalog';
import type { GiftCards, GiftCardsEntry } from '../index.ts';
import { GiftCardsEntryNotFound } from '../index.ts';
import type { EntryStore } from '../ports/entry-store.ts';

export interface GiftCardsServiceParts {
  readonly store: EntryStore;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly log: Logger;
}

export class GiftCardsService implements GiftCards {
  readonly #parts: GiftCardsServiceParts;

  constructor(parts: GiftCardsServiceParts) {
    this.#parts = parts;
  }

  async create(name: string): Promise<GiftCardsEntry> {
    const { store, clock, log } = this.#parts;
    const entry = { id: randomUUID(), name, createdAt: clock.now() };
    await store.add(entry);
    log.info({ id: entry.id }, 'entry created');
    return entry;
  }

  async get(id: string): Promise<GiftCardsEntry> {
    const entry = await this.#parts.store.find(id);
    if (entry === undefined) throw new GiftCardsEntryNotFound(id);
    return entry;
  }

  list(limit: number): Promise<readonly GiftCardsEntry[]> {
    return this.#parts.store.list(limit);
  }

  async rename(id: string, name: string): Promise<GiftCardsEntry> {
    const entry = await this.#parts.store.rename(id, name);
    if (entry === undefined) throw new GiftCardsEntryNotFound(id);
    return entry;
  }
}
