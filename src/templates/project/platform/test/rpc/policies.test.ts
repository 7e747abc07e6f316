import { describe, expect, it } from 'vitest';
import { newContext } from '../../src/context/index.ts';
import { parseSecrets, signCall, verifyCall } from '../../src/rpc/auth.ts';
import { RetryBudget } from '../../src/rpc/budget.ts';
import { Bulkhead } from '../../src/rpc/bulkhead.ts';
import { idempotencyKey } from '../../src/rpc/idempotency-key.ts';
import { mayRepeat, requestRetry, retryDelayMs } from '../../src/rpc/retry.ts';
import { isPrivateHost, readPlacement, readRemoteSettings } from '../../src/rpc/settings.ts';
import { secret, secrets } from './fixture.ts';

describe('retry', () => {
  it('repeats what may have run only where that is safe', () => {
    expect(mayRepeat('when-safe', 'readonly', false)).toBe(true);
    expect(mayRepeat('when-safe', 'idempotent', false)).toBe(true);
    expect(mayRepeat('when-safe', 'mutating', false)).toBe(false);
    expect(mayRepeat('when-safe', 'mutating', true)).toBe(true);
    expect(mayRepeat('always', 'mutating', false)).toBe(true);
    expect(mayRepeat('never', 'readonly', true)).toBe(false);
  });

  it('doubles its delay up to 2 s, within 20 %, and never comes before Retry-After', () => {
    expect(retryDelayMs(requestRetry, 1, 0)).toBeCloseTo(80);
    expect(retryDelayMs(requestRetry, 1, 1)).toBeCloseTo(120);
    expect(retryDelayMs(requestRetry, 2, 0.5)).toBeCloseTo(200);
    expect(retryDelayMs(requestRetry, 9, 0.5)).toBeCloseTo(2000);
    expect(retryDelayMs(requestRetry, 1, 0.5, 3000)).toBe(3000);
  });

  it('has a budget: five failures, then ten successes for one more', () => {
    const budget = new RetryBudget();
    for (let i = 0; i < 4; i++) budget.failed();
    expect(budget.allowsRetry).toBe(true);
    budget.failed();
    expect(budget.allowsRetry).toBe(false);
    budget.succeeded();
    expect(budget.allowsRetry).toBe(true);
  });
});

describe('bulkhead', () => {
  it('lets so many in, so many wait, and refuses the rest', async () => {
    const bulkhead = new Bulkhead(1, 1);
    const leave = bulkhead.enter(1000, undefined);
    const waiting = bulkhead.enter(1000, undefined);
    expect(bulkhead.enter(1000, undefined)).toBe('full');
    if (typeof leave === 'function') leave();
    const second = await waiting;
    expect(bulkhead).toMatchObject({ active: 1, waiting: 0 });
    if (typeof second === 'function') second();
    expect(bulkhead.active).toBe(0);
  });

  it('ends the wait in time, or by the signal', async () => {
    const bulkhead = new Bulkhead(1, 5);
    bulkhead.enter(1, undefined);
    expect(await bulkhead.enter(1, undefined)).toBe('timeout');
    const controller = new AbortController();
    const waiting = bulkhead.enter(1000, controller.signal);
    controller.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(bulkhead.waiting).toBe(0);
  });
});

describe('call tokens', () => {
  const now = 1_800_000_000_000;
  const body = Buffer.from('{"id":"a"}');
  const call = { issuer: 'monolith', audience: 'payments', path: '/rpc/Payments/find', body };
  const verify = (token: string, changed: Partial<typeof call> = {}, at = now) =>
    verifyCall(`Bearer ${token}`, { ...call, ...changed }, secrets, at);

  it('names the caller', () => {
    expect(verify(signCall(call, secrets, now))).toEqual({ caller: 'monolith' });
  });

  it.each([
    ['path', { path: '/rpc/Payments/charge' }],
    ['body', { body: Buffer.from('{"id":"b"}') }],
    ['audience', { audience: 'users' }],
  ])('is bound to the %s', (refused, changed) => {
    expect(verify(signCall(call, secrets, now), changed)).toEqual({ refused });
  });

  it('lives for a minute, with 5 s of skew on both ends', () => {
    const token = signCall(call, secrets, now);
    expect(verify(token, {}, now + 65_000)).toEqual({ caller: 'monolith' });
    expect(verify(token, {}, now + 66_000)).toMatchObject({ refused: expect.stringContaining('clocks') });
    expect(verify(token, {}, now - 5_000)).toEqual({ caller: 'monolith' });
    expect(verify(token, {}, now - 6_000)).toMatchObject({ refused: expect.stringContaining('clocks') });
    for (const skew of [5 * 60_000, -5 * 60_000])
      expect(verify(token, {}, now + skew)).toHaveProperty('refused');
  });

  it('is accepted under the previous secret, and under no other', () => {
    const old = parseSecrets(`${'o'.repeat(32)}`);
    const rotating = parseSecrets(`${secret}, ${'o'.repeat(32)}`);
    const token = signCall(call, old, now);
    expect(verifyCall(`Bearer ${token}`, call, rotating, now)).toEqual({ caller: 'monolith' });
    expect(verify(token)).toEqual({ refused: 'signature' });
  });

  it('never reads the algorithm from the token', () => {
    const [, payload] = signCall(call, secrets, now).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(verifyCall(`Bearer ${none}.${payload}.`, call, secrets, now)).toEqual({ refused: 'no token' });
    expect(verifyCall(`Bearer ${none}.${payload}.AA`, call, secrets, now)).toEqual({ refused: 'signature' });
    expect(verifyCall(undefined, call, secrets, now)).toEqual({ refused: 'no token' });
  });

  it('needs a secret of 32 bytes', () => {
    for (const bad of [undefined, '', 'short', `${secret},short`])
      expect(() => parseSecrets(bad)).toThrow('SERVICE_SECRET');
  });
});

describe('idempotency key', () => {
  const call = { service: 'Payments', method: 'charge', body: '{}', tagged: undefined };

  it('is random without more, fixed by a tagged argument', () => {
    expect(idempotencyKey(call, undefined)).not.toBe(idempotencyKey(call, undefined));
    const tagged = { ...call, tagged: 'order-1' };
    expect(idempotencyKey(tagged, undefined)).toBe(idempotencyKey({ ...tagged, body: '1' }, undefined));
    expect(idempotencyKey(tagged, undefined)).not.toBe(
      idempotencyKey({ ...tagged, method: 'refund' }, undefined),
    );
  });

  it('follows from the key of the outer call, counting equal calls', () => {
    const outer = () => newContext({ idempotencyKey: 'outer-key' });
    const first = outer();
    const again = outer();
    const keys = [idempotencyKey(call, first), idempotencyKey(call, first)];
    expect(keys[0]).not.toBe(keys[1]);
    expect([idempotencyKey(call, again), idempotencyKey(call, again)]).toEqual(keys);
  });
});

describe('settings', () => {
  const env = { PAYMENTS_URL: 'http://127.0.0.1:3100', SERVICE_SECRET: secret };

  it('reads the mode first, then the URL', () => {
    expect(readPlacement('payments', {})).toBe('local');
    expect(readPlacement('payments', env)).toBe('remote');
    expect(readPlacement('payments', { ...env, PAYMENTS_MODE: 'local' })).toBe('local');
    expect(readPlacement('payments', { PAYMENTS_MODE: 'loopback' })).toBe('loopback');
    expect(readPlacement('payments', { ...env, PAYMENTS_MODE: 'shadow' })).toBe('shadow');
    expect(() => readPlacement('payments', { PAYMENTS_MODE: 'Remote' })).toThrow(
      'PAYMENTS_MODE: Remote is not known',
    );
    expect(readPlacement('card-vault', { CARD_VAULT_MODE: 'remote' })).toBe('remote');
  });

  it.each([
    ['', 'not set'],
    ['payments', 'not a URL'],
    ['ftp://payments', 'http:// or https://'],
    ['http://u:p@payments', 'user or password'],
    ['http://payments?x=1', 'query'],
    ['http://payments.example.com', 'PAYMENTS_ALLOW_PLAINTEXT=1'],
  ])('refuses the URL %j', (url, message) => {
    expect(() => readRemoteSettings('payments', { ...env, PAYMENTS_URL: url })).toThrow(message);
  });

  it('accepts plain http where it is allowed, and needs a secret', () => {
    const far = { ...env, PAYMENTS_URL: 'http://payments.example.com', PAYMENTS_ALLOW_PLAINTEXT: '1' };
    expect(readRemoteSettings('payments', far).url.host).toBe('payments.example.com');
    expect(() => readRemoteSettings('payments', { ...env, SERVICE_SECRET: undefined })).toThrow(
      'SERVICE_SECRET',
    );
    const { SERVICE_SECRET: _, ...bare } = env;
    expect(() => readRemoteSettings('payments', { ...bare, SERVICE_SECRET_FILE: '/none' })).toThrow(
      'SERVICE_SECRET_FILE: the file cannot be read',
    );
    expect(readRemoteSettings('payments', { ...env, SERVICE_SECRET_FILE: '/none' }).secrets).toEqual([
      secret,
    ]);
    expect(() => readRemoteSettings('payments', { ...env, PAYMENTS_TIMEOUT_MS: '0' })).toThrow(
      'PAYMENTS_TIMEOUT_MS',
    );
  });

  it('knows private hosts', () => {
    const inside = [
      'localhost',
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '[::1]',
      '[fd00::1]',
      'payments',
      'a.svc.cluster.local',
    ];
    const outside = ['example.com', '172.32.0.1', '11.0.0.1', '8.8.8.8', '[2001:db8::1]', '10.example.com'];
    expect(inside.filter(isPrivateHost)).toEqual(inside);
    expect(outside.filter(isPrivateHost)).toEqual([]);
  });
});
