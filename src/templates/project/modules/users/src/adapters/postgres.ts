import type { Database } from '@shop/platform/db';
import type { Selectable } from 'kysely';
import type { User } from '../index.ts';
import type { Account, UserStore } from '../ports/user-store.ts';

interface UserRow {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  registered_at: Date;
}

export interface UsersTables {
  users: UserRow;
}

export class PostgresUserStore implements UserStore {
  readonly #database: Database<UsersTables>;

  constructor(database: Database<UsersTables>) {
    this.#database = database;
  }

  add({ user, passwordHash }: Account): Promise<boolean> {
    const { id, email, name, registeredAt } = user;
    return this.#database.transaction(async (trx) => {
      const result = await trx
        .insertInto('users')
        .values({ id, email, name, password_hash: passwordHash, registered_at: registeredAt })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    });
  }

  findByEmail(email: string): Promise<Account | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
      return row && { user: toUser(row), passwordHash: row.password_hash };
    });
  }

  find(userId: string): Promise<User | undefined> {
    return this.#database.transaction(async (trx) => {
      const row = await trx.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
      return row && toUser(row);
    });
  }
}

function toUser({ id, email, name, registered_at: registeredAt }: Selectable<UserRow>): User {
  return { id, email, name, registeredAt };
}
