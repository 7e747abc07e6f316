import type { User } from '../index.ts';

/** A user with the hash of the password, which stays inside this module. */
export interface Account {
  readonly user: User;
  readonly passwordHash: string;
}

export interface UserStore {
  /** `false`: the address is taken, nothing was stored. */
  add(account: Account): Promise<boolean>;
  findByEmail(email: string): Promise<Account | undefined>;
  find(userId: string): Promise<User | undefined>;
}
