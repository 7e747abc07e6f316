/** What every implementation of the port has to do, wherever it runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GiftCards } from '../src/index.ts';
import { GiftCardsEntryNotFound } from '../src/index.ts';

export interface Fixture {
  readonly port: GiftCards;
  close(): Promise<void>;
}

export function giftCardsBehaviour(title: string, fixture: () => Promise<Fixture>): void {
  describe(title, () => {
    let giftCards: GiftCards;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const made = await fixture();
      giftCards = made.port;
      close = () => made.close();
    });
    afterAll(() => close());

    it('creates an entry that can be read', async () => {
      const entry = await giftCards.create('one');
      expect(entry).toEqual({ id: expect.any(String), name: 'one', createdAt: expect.any(Date) });
      expect(await giftCards.get(entry.id)).toEqual(entry);
    });

    it('lists the newest entries', async () => {
      const made = [await giftCards.create('two'), await giftCards.create('three')];
      const listed = await giftCards.list(100);
      expect(listed).toEqual(expect.arrayContaining(made));
      const times = listed.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(await giftCards.list(1)).toHaveLength(1);
    });

    it('renames an entry, and again to the same effect', async () => {
      const entry = await giftCards.create('four');
      const renamed = { ...entry, name: 'five' };
      expect(await giftCards.rename(entry.id, 'five')).toEqual(renamed);
      expect(await giftCards.rename(entry.id, 'five')).toEqual(renamed);
      expect(await giftCards.get(entry.id)).toEqual(renamed);
    });

    it('does not know an entry that nobody created', async () => {
      const error: unknown = await giftCards.get('nothing').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(GiftCardsEntryNotFound);
      expect(error).toMatchObject({ id: 'nothing', status: 404 });
      await expect(giftCards.rename('nothing', 'six')).rejects.toBeInstanceOf(GiftCardsEntryNotFound);
    });
  });
}
