import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, passwordMatches } from '../src/domain/password.ts';
import { usersConfig } from '../src/host.ts';
import { InvalidToken } from '../src/index.ts';
import { usersBehaviour } from './behaviour.ts';
import type { Fixture } from './behaviour.ts';
import { usersFixture } from './fixture.ts';

usersBehaviour('users in process', usersFixture);

const password = 'correct horse battery';

describe('signing in', () => {
  let now = new Date('2026-01-31T09:30:00Z');
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await usersFixture({ clock: { now: () => now } });
    await fixture.port.register({ email: 'ada@example.org', name: 'Ada', password });
  });
  afterAll(() => fixture.close());

  it('lasts for 15 minutes', async () => {
    const { token, expiresAt } = await fixture.port.signIn({ email: 'ada@example.org', password });
    expect(expiresAt).toEqual(new Date('2026-01-31T09:45:00Z'));
    now = new Date('2026-01-31T09:44:59Z');
    await expect(fixture.port.authenticate(token)).resolves.toBeDefined();
    now = new Date('2026-01-31T09:45:00Z');
    await expect(fixture.port.authenticate(token)).rejects.toBeInstanceOf(InvalidToken);
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    const [wrong, unknown] = [
      await secondsToRefuse('ada@example.org'),
      await secondsToRefuse('eve@example.org'),
    ];
    // Without the decoy it would be a hundredth.
    expect(unknown / wrong).toBeGreaterThan(0.2);
  });

  /** The shortest of three tries: the machine may be busy. */
  async function secondsToRefuse(email: string): Promise<number> {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      await fixture.port.signIn({ email, password: 'not the password' }).catch(() => {});
      times.push((performance.now() - start) / 1_000);
    }
    return Math.min(...times);
  }
});

describe('a password hash', () => {
  it('is salted and keeps its parameters', async () => {
    const [first, second] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(first).toMatch(/^scrypt\$32768\$8\$3\$/);
    expect(first).not.toBe(second);
    expect(await passwordMatches(password, first)).toBe(true);
    expect(await passwordMatches('not the password', first)).toBe(false);
  });

  it('is the same however the letters were composed', async () => {
    expect(await passwordMatches('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).toBe(true);
  });
});

it('does not take a short secret', () => {
  expect(usersConfig.safeParse({ USERS_TOKEN_SECRET: 'short' }).success).toBe(false);
});
