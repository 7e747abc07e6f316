/** What every implementation of the port has to do, wherever it runs. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Registration, Users } from '../src/index.ts';
import { EmailTaken, InvalidCredentials, InvalidToken, UserNotFound } from '../src/index.ts';

export interface Fixture {
  readonly port: Users;
  close(): Promise<void>;
}

const password = 'correct horse battery';

function somebody(): Registration {
  return { email: `ada.${randomUUID()}@example.org`, name: 'Ada', password };
}

export function usersBehaviour(title: string, fixture: () => Promise<Fixture>): void {
  describe(title, () => {
    let users: Users;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const made = await fixture();
      users = made.port;
      close = () => made.close();
    });
    afterAll(() => close());

    it('registers, and never shows the password', async () => {
      const asked = somebody();
      const user = await users.register(asked);
      expect(user).toEqual({
        id: expect.any(String),
        email: asked.email,
        name: 'Ada',
        registeredAt: expect.any(Date),
      });
      expect(await users.get(user.id)).toEqual(user);
    });

    it('has one account for an address, however it is written', async () => {
      const asked = somebody();
      await users.register(asked);
      const again = users.register({ ...asked, email: asked.email.toUpperCase() });
      await expect(again).rejects.toBeInstanceOf(EmailTaken);
      await expect(users.signIn({ email: ` ${asked.email.toUpperCase()}`, password })).resolves.toBeDefined();
    });

    it('gives one of two who register the same address at the same time the account', async () => {
      const asked = somebody();
      const results = await Promise.allSettled([users.register(asked), users.register(asked)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('gives out tokens that it recognises', async () => {
      const asked = somebody();
      const user = await users.register(asked);
      const { token, expiresAt } = await users.signIn({ email: asked.email, password });
      expect(expiresAt.getTime()).toBeGreaterThan(user.registeredAt.getTime());
      expect(await users.authenticate(token)).toEqual({ id: user.id });
    });

    it('gives the same answer for a wrong password and an unknown address', async () => {
      const asked = somebody();
      await users.register(asked);
      const wrong: unknown = await users
        .signIn({ email: asked.email, password: 'not the password' })
        .catch((e: unknown) => e);
      const unknown: unknown = await users
        .signIn({ email: somebody().email, password })
        .catch((e: unknown) => e);
      expect(wrong).toBeInstanceOf(InvalidCredentials);
      expect(unknown).toBeInstanceOf(InvalidCredentials);
      expect((unknown as Error).message).toBe((wrong as Error).message);
    });

    it.each(['', 'nonsense', 'a.b.c'])('does not recognise the token %j', async (token) => {
      await expect(users.authenticate(token)).rejects.toBeInstanceOf(InvalidToken);
    });

    it('does not recognise a token that was changed', async () => {
      const asked = somebody();
      await users.register(asked);
      const { token } = await users.signIn({ email: asked.email, password });
      const [header, , signature] = token.split('.');
      const forged = Buffer.from(JSON.stringify({ sub: 'somebody else' })).toString('base64url');
      await expect(users.authenticate(`${header}.${forged}.${signature}`)).rejects.toBeInstanceOf(
        InvalidToken,
      );
      const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
      await expect(users.authenticate(`${unsigned}.${token.split('.')[1]}.`)).rejects.toBeInstanceOf(
        InvalidToken,
      );
    });

    it('does not know a user that nobody registered', async () => {
      const error: unknown = await users.get('nobody').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(UserNotFound);
      expect(error).toMatchObject({ userId: 'nobody', status: 404 });
    });
  });
}
