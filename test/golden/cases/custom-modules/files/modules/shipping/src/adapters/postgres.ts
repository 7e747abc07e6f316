import type { Database } from '@press/platform/db';
import type { Selectable } from 'kysely';
import type { ShippingEntry } from '../index.ts';
import type { EntryStore } from '../ports/entry-store.ts';

interface EntryRow {
  id: string;
  name: string;
  created_at: Date;
}

export interface ShippingTables {
  shipping: EntryRow;
}

export class PostgresEntryStore implements EntryStore {
  readonly #database: Database<ShippingTables>;

  constructor(database: Database<ShippingTables>) {
    this.#database = database;
  }

  async add({ id, name, createdAt }: ShippingEntry): Promise<void> {
    await this.#database.transaction((trx) =>
      trx.insertInto('shipping').values({ id, name, created_at: createdAt }).execute(),
    );
  }

  find(id: string): Promise<ShippingEntry | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx.selectFrom('shipping').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toEntry(row);
    });
  }

  list(limit: number): Promise<readonly ShippingEntry[]> {
    return this.#database.transaction(async (trx) => {
      const rows = await trx
        .selectFrom('shipping')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toEntry);
    });
  }

  rename(id: string, name: string): Promise<ShippingEntry | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx
        .updateTable('shipping')
        .set({ name })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row && toEntry(row);
    });
  }
}

function toEntry({ id, name, created_at: createdAt }: Selectable<EntryRow>): ShippingEntry {
  return { id, name, createdAt };
}
