import type { Clock } from '@shop/platform/host';
import { projectName } from '@shop/platform/project';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Principal, Session } from '../index.ts';
import { InvalidToken } from '../index.ts';

const lifetimeMs = 15 * 60_000;
const algorithm = 'HS256';
const issuer = `${projectName}/users`;

/** Gives out bearer tokens and recognises them. They cannot be revoked, hence the short life. */
export class Tokens {
  readonly #key: Uint8Array;
  readonly #clock: Clock;

  constructor(secret: string, clock: Clock) {
    this.#key = new TextEncoder().encode(secret);
    this.#clock = clock;
  }

  async issue(userId: string): Promise<Session> {
    const now = this.#clock.now();
    const expiresAt = new Date(now.getTime() + lifetimeMs);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(issuer)
      .setAudience(projectName)
      .setSubject(userId)
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return { token, expiresAt };
  }

  async read(token: string): Promise<Principal> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [algorithm],
        issuer,
        audience: projectName,
        currentDate: this.#clock.now(),
        requiredClaims: ['sub', 'exp'],
      });
      if (payload.sub !== undefined) return { id: payload.sub };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
    throw new InvalidToken();
  }
}
