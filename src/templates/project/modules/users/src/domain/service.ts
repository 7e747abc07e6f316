import { randomUUID } from 'node:crypto';
import type { Clock } from '@shop/platform/host';
import type { Logger } from '@shop/platform/log';
import type { Credentials, Principal, Registration, Session, User, Users } from '../index.ts';
import { EmailTaken, InvalidCredentials, UserNotFound } from '../index.ts';
import type { UserStore } from '../ports/user-store.ts';
import { decoyHash, hashPassword, passwordMatches } from './password.ts';
import type { Tokens } from './tokens.ts';

export interface UserServiceParts {
  readonly store: UserStore;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Logger;
}

export class UserService implements Users {
  readonly #parts: UserServiceParts;

  constructor(parts: UserServiceParts) {
    this.#parts = parts;
  }

  async register({ email, name, password }: Registration): Promise<User> {
    const { store, clock } = this.#parts;
    const user = { id: randomUUID(), email: normalise(email), name, registeredAt: clock.now() };
    const added = await store.add({ user, passwordHash: await hashPassword(password) });
    if (!added) throw new EmailTaken();
    return user;
  }

  async signIn({ email, password }: Credentials): Promise<Session> {
    const { store, tokens, log } = this.#parts;
    const account = await store.findByEmail(normalise(email));
    // Hashing for an account that does not exist keeps the two cases equally slow.
    const matches = await passwordMatches(password, account?.passwordHash ?? decoyHash);
    if (account === undefined || !matches) {
      // Without the address: people type their password into that field.
      log.info({ userId: account?.user.id }, 'sign-in refused');
      throw new InvalidCredentials();
    }
    return tokens.issue(account.user.id);
  }

  authenticate(token: string): Promise<Principal> {
    return this.#parts.tokens.read(token);
  }

  async get(userId: string): Promise<User> {
    const user = await this.#parts.store.find(userId);
    if (user === undefined) throw new UserNotFound(userId);
    return user;
  }
}

function normalise(email: string): string {
  return email.trim().toLowerCase();
}
