import type { Database } from '@press/platform/db';
import type { Selectable } from 'kysely';
import type { GiftCardsEntry } from '../index.ts';
import type { EntryStore } from '../ports/entry-store.ts';

interface EntryRow {
  id: string;
  name: string;
  created_at: Date;
}

export interface GiftCardsTables {
  gift_cards: EntryRow;
}

export class PostgresEntryStore implements EntryStore {
  readonly #database: Database<GiftCardsTables>;

  constructor(database: Database<GiftCardsTables>) {
    this.#database = database;
  }

  async add({ id, name, createdAt }: GiftCardsEntry): Promise<void> {
    await this.#database.transaction((trx) =>
      trx.insertInto('gift_cards').values({ id, name, created_at: createdAt }).execute(),
    );
  }

  find(id: string): Promise<GiftCardsEntry | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx.selectFrom('gift_cards').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toEntry(row);
    });
  }

  list(limit: number): Promise<readonly GiftCardsEntry[]> {
    return this.#database.transaction(async (trx) => {
      const rows = await trx
        .selectFrom('gift_cards')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toEntry);
    });
  }

  rename(id: string, name: string): Promise<GiftCardsEntry | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx
        .updateTable('gift_cards')
        .set({ name })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row && toEntry(row);
    });
  }
}

function toEntry({ id, name, created_at: createdAt }: Selectable<EntryRow>): GiftCardsEntry {
  return { id, name, createdAt };
}
