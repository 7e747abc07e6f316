import type { GiftCardsEntry } from '../index.ts';

export interface EntryStore {
  add(entry: GiftCardsEntry): Promise<void>;
  find(id: string): Promise<GiftCardsEntry | undefined>;
  list(limit: number): Promise<readonly GiftCardsEntry[]>;
  /** `undefined`: there is no such entry. */
  rename(id: string, name: string): Promise<GiftCardsEntry | undefined>;
}
