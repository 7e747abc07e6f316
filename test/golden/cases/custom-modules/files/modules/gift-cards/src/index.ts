/** The port of gift-cards: what other modules may know of it. No I/O behind this file. */
export { GiftCardsEntryNotFound } from './errors.ts';

export interface GiftCardsEntry {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface GiftCards {
  /** @mutating */
  create(name: string): Promise<GiftCardsEntry>;

  /**
   * @readonly
   * @throws {GiftCardsEntryNotFound}
   */
  get(id: string): Promise<GiftCardsEntry>;

  /**
   * The newest first, at most `limit` of them.
   * @readonly
   */
  list(limit: number): Promise<readonly GiftCardsEntry[]>;

  /**
   * Repeating it changes nothing more.
   * @idempotent
   * @throws {GiftCardsEntryNotFound}
   */
  rename(id: string, name: string): Promise<GiftCardsEntry>;
}
