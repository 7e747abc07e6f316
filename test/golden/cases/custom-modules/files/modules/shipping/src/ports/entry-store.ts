import type { ShippingEntry } from '../index.ts';

export interface EntryStore {
  add(entry: ShippingEntry): Promise<void>;
  find(id: string): Promise<ShippingEntry | undefined>;
  list(limit: number): Promise<readonly ShippingEntry[]>;
  /** `undefined`: there is no such entry. */
  rename(id: string, name: string): Promise<ShippingEntry | undefined>;
}
