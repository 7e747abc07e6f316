/** What every implementation of the port has to do, wherever it runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shipping } from '../src/index.ts';
import { ShippingEntryNotFound } from '../src/index.ts';

export interface Fixture {
  readonly port: Shipping;
  close(): Promise<void>;
}

export function shippingBehaviour(title: string, fixture: () => Promise<Fixture>): void {
  describe(title, () => {
    let shipping: Shipping;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const made = await fixture();
      shipping = made.port;
      close = () => made.close();
    });
    afterAll(() => close());

    it('creates an entry that can be read', async () => {
      const entry = await shipping.create('one');
      expect(entry).toEqual({ id: expect.any(String), name: 'one', createdAt: expect.any(Date) });
      expect(await shipping.get(entry.id)).toEqual(entry);
    });

    it('lists the newest entries', async () => {
      const made = [await shipping.create('two'), await shipping.create('three')];
      const listed = await shipping.list(100);
      expect(listed).toEqual(expect.arrayContaining(made));
      const times = listed.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(await shipping.list(1)).toHaveLength(1);
    });

    it('renames an entry, and again to the same effect', async () => {
      const entry = await shipping.create('four');
      const renamed = { ...entry, name: 'five' };
      expect(await shipping.rename(entry.id, 'five')).toEqual(renamed);
      expect(await shipping.rename(entry.id, 'five')).toEqual(renamed);
      expect(await shipping.get(entry.id)).toEqual(renamed);
    });

    it('does not know an entry that nobody created', async () => {
      const error: unknown = await shipping.get('nothing').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(ShippingEntryNotFound);
      expect(error).toMatchObject({ id: 'nothing', status: 404 });
      await expect(shipping.rename('nothing', 'six')).rejects.toBeInstanceOf(ShippingEntryNotFound);
    });
  });
}
