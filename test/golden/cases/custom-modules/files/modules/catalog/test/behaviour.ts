/** What every implementation of the port has to do, wherever it runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../src/index.ts';
import { CatalogEntryNotFound } from '../src/index.ts';

export interface Fixture {
  readonly port: Catalog;
  close(): Promise<void>;
}

export function catalogBehaviour(title: string, fixture: () => Promise<Fixture>): void {
  describe(title, () => {
    let catalog: Catalog;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const made = await fixture();
      catalog = made.port;
      close = () => made.close();
    });
    afterAll(() => close());

    it('creates an entry that can be read', async () => {
      const entry = await catalog.create('one');
      expect(entry).toEqual({ id: expect.any(String), name: 'one', createdAt: expect.any(Date) });
      expect(await catalog.get(entry.id)).toEqual(entry);
    });

    it('lists the newest entries', async () => {
      const made = [await catalog.create('two'), await catalog.create('three')];
      const listed = await catalog.list(100);
      expect(listed).toEqual(expect.arrayContaining(made));
      const times = listed.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(await catalog.list(1)).toHaveLength(1);
    });

    it('renames an entry, and again to the same effect', async () => {
      const entry = await catalog.create('four');
      const renamed = { ...entry, name: 'five' };
      expect(await catalog.rename(entry.id, 'five')).toEqual(renamed);
      expect(await catalog.rename(entry.id, 'five')).toEqual(renamed);
      expect(await catalog.get(entry.id)).toEqual(renamed);
    });

    it('does not know an entry that nobody created', async () => {
      const error: unknown = await catalog.get('nothing').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(CatalogEntryNotFound);
      expect(error).toMatchObject({ id: 'nothing', status: 404 });
      await expect(catalog.rename('nothing', 'six')).rejects.toBeInstanceOf(CatalogEntryNotFound);
    });
  });
}
