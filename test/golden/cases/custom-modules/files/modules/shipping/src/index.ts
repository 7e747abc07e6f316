/** The port of shipping: what other modules may know of it. No I/O behind this file. */
export { ShippingEntryNotFound } from './errors.ts';

export interface ShippingEntry {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface Shipping {
  /** @mutating */
  create(name: string): Promise<ShippingEntry>;

  /**
   * @readonly
   * @throws {ShippingEntryNotFound}
   */
  get(id: string): Promise<ShippingEntry>;

  /**
   * The newest first, at most `limit` of them.
   * @readonly
   */
  list(limit: number): Promise<readonly ShippingEntry[]>;

  /**
   * Repeating it changes nothing more.
   * @idempotent
   * @throws {ShippingEntryNotFound}
   */
  rename(id: string, name: string): Promise<ShippingEntry>;
}
