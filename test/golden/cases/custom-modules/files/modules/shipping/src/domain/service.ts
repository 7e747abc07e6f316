import { randomUUID } from 'node:crypto';
import type { Clock } from '@press/platform/host';
import type { Logger } from '@press/platform/log';
import type { GiftCards } from '@press/gift-cards';
import type { Catalog } from '@press/catalog';
import type { Shipping, ShippingEntry } from '../index.ts';
import { ShippingEntryNotFound } from '../index.ts';
import type { EntryStore } from '../ports/entry-store.ts';

export interface ShippingServiceParts {
  readonly store: EntryStore;
  readonly giftCards: GiftCards;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly log: Logger;
}

export class ShippingService implements Shipping {
  readonly #parts: ShippingServiceParts;

  constructor(parts: ShippingServiceParts) {
    this.#parts = parts;
  }

  async create(name: string): Promise<ShippingEntry> {
    const { store, clock, log } = this.#parts;
    const entry = { id: randomUUID(), name, createdAt: clock.now() };
    await store.add(entry);
    log.info({ id: entry.id }, 'entry created');
    return entry;
  }

  async get(id: string): Promise<ShippingEntry> {
    const entry = await this.#parts.store.find(id);
    if (entry === undefined) throw new ShippingEntryNotFound(id);
    return entry;
  }

  list(limit: number): Promise<readonly ShippingEntry[]> {
    return this.#parts.store.list(limit);
  }

  async rename(id: string, name: string): Promise<ShippingEntry> {
    const entry = await this.#parts.store.rename(id, name);
    if (entry === undefined) throw new ShippingEntryNotFound(id);
    return entry;
  }
}
