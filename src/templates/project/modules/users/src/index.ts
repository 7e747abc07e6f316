/** The port of users: what other modules may know of it. No I/O behind this file. */
export { EmailTaken, InvalidCredentials, InvalidToken, UserNotFound } from './errors.ts';

export interface User {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly registeredAt: Date;
}

/** Whom a valid token speaks for. */
export interface Principal {
  readonly id: string;
}

export interface Registration {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Session {
  /** Bearer token. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Users {
  /**
   * Opens an account.
   * @mutating
   * @throws {EmailTaken}
   */
  register(registration: Registration): Promise<User>;

  /**
   * Checks the password and gives out a short-lived token. An unknown address takes as long as a wrong password.
   * @idempotent
   * @throws {InvalidCredentials}
   */
  signIn(credentials: Credentials): Promise<Session>;

  /**
   * Whom the token speaks for. The account itself is not looked up: a token outlives its account until it expires.
   * @readonly
   * @throws {InvalidToken}
   */
  authenticate(token: string): Promise<Principal>;

  /**
   * @readonly
   * @throws {UserNotFound}
   */
  get(userId: string): Promise<User>;
}
