import type { Database } from '@books/platform/db';
import type { Selectable } from 'kysely';
import type { CatalogEntry } from '../index.ts';
import type { EntryStore } from '../ports/entry-store.ts';

interface EntryRow {
  id: string;
  name: string;
  created_at: Date;
}

export interface CatalogTables {
  catalog: EntryRow;
}

export class PostgresEntryStore implements EntryStore {
  readonly #database: Database<CatalogTables>;

  constructor(database: Database<CatalogTables>) {
    this.#database = database;
  }

  async add({ id, name, createdAt }: CatalogEntry): Promise<void> {
    await this.#database.transaction((trx) =>
      trx.insertInto('catalog').values({ id, name, created_at: createdAt }).execute(),
    );
  }

  find(id: string): Promise<CatalogEntry | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx.selectFrom('catalog').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toEntry(row);
    });
  }

  list(limit: number): Promise<readonly CatalogEntry[]> {
    return this.#database.transaction(async (trx) => {
      const rows = await trx
        .selectFrom('catalog')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toEntry);
    });
  }

  rename(id: string, name: string): Promise<CatalogEntry | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx
        .updateTable('catalog')
        .set({ name })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row && toEntry(row);
    });
  }
}

function toEntry({ id, name, created_at: createdAt }: Selectable<EntryRow>): CatalogEntry {
  return { id, name, createdAt };
}
