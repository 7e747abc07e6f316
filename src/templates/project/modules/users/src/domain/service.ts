import { randomUUID } from 'node:crypto';
import type { Clock } from '@shop/platform/host';
import type { Credentials, Principal, Registration, Session, User, Users } from '../index.ts';
import { EmailTaken, InvalidCredentials, UserNotFound } from '../index.ts';
import type { UserStore } from '../ports/user-store.ts';
import { decoyHash, hashPassword, passwordMatches } from './password.ts';
import type { Tokens } from './tokens.ts';

export class UserService implements Users {
  readonly #store: UserStore;
  readonly #tokens: Tokens;
  readonly #clock: Clock;

  constructor(store: UserStore, tokens: Tokens, clock: Clock) {
    this.#store = store;
    this.#tokens = tokens;
    this.#clock = clock;
  }

  async register({ email, name, password }: Registration): Promise<User> {
    const user = { id: randomUUID(), email: normalise(email), name, registeredAt: this.#clock.now() };
    const added = await this.#store.add({ user, passwordHash: await hashPassword(password) });
    if (!added) throw new EmailTaken();
    return user;
  }

  async signIn({ email, password }: Credentials): Promise<Session> {
    const account = await this.#store.findByEmail(normalise(email));
    // Hashing for an account that does not exist keeps the two cases equally slow.
    const matches = await passwordMatches(password, account?.passwordHash ?? decoyHash);
    if (account === undefined || !matches) throw new InvalidCredentials();
    return this.#tokens.issue(account.user.id);
  }

  authenticate(token: string): Promise<Principal> {
    return this.#tokens.read(token);
  }

  async get(userId: string): Promise<User> {
    const user = await this.#store.find(userId);
    if (user === undefined) throw new UserNotFound(userId);
    return user;
  }
}

function normalise(email: string): string {
  return email.trim().toLowerCase();
}
