// Made by extract from the contract c778055f1cd1ee97 of Users. Do not edit: the next run replaces it.
import type { RpcCaller } from '@shop/platform/rpc';
import type { Credentials, Principal, Registration, Session, User, Users } from '@shop/users';
import { authenticateMethod, getMethod, registerMethod, signInMethod } from './service.ts';

/** Users in another process. Its methods do not depend on `this`. */
export class UsersHttpClient implements Users {
  readonly #rpc: RpcCaller;

  constructor(rpc: RpcCaller) {
    this.#rpc = rpc;
  }

  /**
   * Remote call (mutating, retried ≤ 3 unless it may have run, 5 s).
   * Throws EmailTaken | RemoteCallError.
   */
  readonly register = (registration: Registration): Promise<User> =>
    this.#rpc.call(registerMethod, [registration]);

  /** Remote call (idempotent, retried ≤ 3, 5 s). Throws InvalidCredentials | RemoteCallError. */
  readonly signIn = (credentials: Credentials): Promise<Session> =>
    this.#rpc.call(signInMethod, [credentials]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws InvalidToken | RemoteCallError. */
  readonly authenticate = (token: string): Promise<Principal> => this.#rpc.call(authenticateMethod, [token]);

  /** Remote call (readonly, retried ≤ 3, 5 s). Throws UserNotFound | RemoteCallError. */
  readonly get = (userId: string): Promise<User> => this.#rpc.call(getMethod, [userId]);
}
