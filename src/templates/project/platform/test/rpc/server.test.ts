import http from 'node:http';
import net from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryDedup, serveRpc } from '../../src/rpc/index.ts';
import { bearer, failureOf, secrets, startFixture } from './fixture.ts';
import type { Fixture, FixtureOptions } from './fixture.ts';
import { paymentsService } from './sample.ts';

let fixture: Fixture;
const restart = async (options: FixtureOptions): Promise<void> => {
  await fixture.close();
  fixture = await startFixture(options);
};
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly signed?: boolean;
}

function send({
  method = 'POST',
  path = '/rpc/Payments/find',
  headers = {},
  body = '{"id":"a"}',
  signed = true,
}: Sent = {}): Promise<Answer> {
  const bytes = Buffer.from(body);
  const auth = signed ? { authorization: bearer(path, bytes) } : {};
  const all = { 'content-type': 'application/json', 'content-length': bytes.length, ...auth, ...headers };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port: fixture.server.port, method, path, headers: all, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(bytes);
  });
}

const typeOf = (answer: Answer): unknown => JSON.parse(answer.body).type;

describe('who may call', () => {
  it('nobody without a token, with another one, or with another body', async () => {
    const path = '/rpc/Payments/find';
    const stolen = { authorization: bearer(path, Buffer.from('{"id":"b"}')) };
    for (const sent of [
      { signed: false },
      { signed: false, headers: stolen },
      { headers: { authorization: 'Bearer x.y.z' } },
    ]) {
      const answer = await send(sent);
      expect([answer.status, typeOf(answer)]).toEqual([401, 'urn:rpc:unauthenticated']);
    }
    expect(fixture.implementation.runs).toBe(0);
  });

  it('only who is named, once somebody is', async () => {
    await restart({ server: { allow: { Payments: { find: ['orders'], '*': ['backoffice'] } } } });
    expect(await failureOf(fixture.payments.find('a'))).toMatchObject({
      status: 403,
      outcome: 'rejected',
      attempts: 1,
    });
    await restart({ server: { allow: { Payments: { find: ['monolith'] } } } });
    expect(await fixture.payments.find('a')).toBeDefined();
    expect(await failureOf(fixture.payments.cancel('a'))).toMatchObject({ status: 403 });
  });

  it('does not start without a secret, or without a method of the contract', async () => {
    const options = { services: [], port: 0, log: pino({ level: 'silent' }), secrets: [''] as const };
    await expect(serveRpc(options)).rejects.toThrow('SERVICE_SECRET');
    const half = { service: paymentsService, implementation: {} };
    await expect(serveRpc({ ...options, secrets, services: [half] })).rejects.toThrow('no method find');
  });
});

describe('what is refused', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'nope', 'fi%6Ed%2F', '%ff'])(
    'the method %s',
    async (name) => {
      const answer = await send({ path: `/rpc/Payments/${name}` });
      expect([answer.status, typeOf(answer)]).toEqual([404, 'urn:rpc:not-found']);
    },
  );

  it.each([
    '/',
    '/rpc',
    '/rpc/Payments',
    '/rpc/__proto__/find',
    '/rpc/Payments/find/x',
    '/rpc/Payments/find?x=1',
    '/x/rpc/Payments/find',
    '/metrics',
    '/debug/cpu?seconds=1',
    '/debug/heap',
    '/debug/flight',
  ])('the path %s', async (path) => {
    expect((await send({ path })).status).toBe(404);
  });

  it('other verbs and other content types', async () => {
    expect((await send({ method: 'PUT' })).status).toBe(405);
    expect((await send({ headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await send({ headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(
      415,
    );
  });

  const deep = `{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  it.each([
    ['no JSON', '{"id":'],
    ['nothing', ''],
    ['an array', '[]'],
    ['another type', '{"id":5}'],
    ['a missing argument', '{}'],
    ['a byte order mark', '\ufeff{"id":"a"}'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])],
    ['a depth bomb', deep],
  ])('a body of %s', async (_, body) => {
    const answer = await send({ body });
    expect([answer.status, typeOf(answer)]).toEqual([400, 'urn:rpc:bad-request']);
    expect(fixture.implementation.runs).toBe(0);
  });

  it('a body over 1 MiB, announced or not', async () => {
    const answer = await send({ body: `"${'x'.repeat(1024 * 1024)}"` }).catch((error: unknown) => error);
    expect(answer).toMatchObject({ status: 413 });
    expect((await send()).status).toBe(200);
  });

  it('a head over 16 KiB', async () => {
    expect((await send({ headers: { 'x-big': 'x'.repeat(17_000) } })).status).toBe(431);
  });

  it('a key that is none', async () => {
    const path = '/rpc/Payments/charge';
    for (const key of ['"short"', 'unquoted-key', '"a b c d e f g"'])
      expect(
        (await send({ path, body: '{"id":"a","amount":1}', headers: { 'idempotency-key': key } })).status,
      ).toBe(400);
  });

  it('names the place of what is wrong and never the value', async () => {
    const answer = await send({ body: '{"id":{"secret":"hunter2"}}' });
    expect(answer.body).toContain('args.id: expected a string');
    expect(answer.body).not.toContain('hunter2');
  });

  it('garbage instead of HTTP, and goes on', async () => {
    await new Promise((resolve) => {
      const socket = net.connect(fixture.server.port, '127.0.0.1', () =>
        socket.write('\u0000\u0001garbage\r\n\r\n'),
      );
      socket
        .on('close', resolve)
        .on('error', () => {})
        .resume();
    });
    expect((await send()).status).toBe(200);
  });
});

describe('what is answered', () => {
  it('drops what is not declared', async () => {
    const answer = await send({ body: '{"id":"a","__proto__":{"isAdmin":true},"extra":1}' });
    expect(JSON.parse(answer.body)).toEqual({ id: 'a', amount: 1, at: '1970-01-01T00:00:00.000Z' });
  });

  it('headers that keep it out of caches and sniffers', async () => {
    expect((await send()).headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-rpc-contract': 'contract-1',
      'content-type': 'application/json',
    });
    expect((await send()).headers).not.toHaveProperty('x-rpc-dedup');
  });

  it('the contract, to those who may call', async () => {
    const path = '/rpc/Payments/$contract';
    expect((await send({ method: 'GET', path, body: '', signed: false })).status).toBe(401);
    const answer = await send({ method: 'GET', path, body: '' });
    expect(JSON.parse(answer.body)).toEqual({ service: 'Payments', contract: 'contract-1', dedup: 'none' });
    expect(await fixture.client.askContract()).toEqual({ contractHash: 'contract-1', durableDedup: false });
  });

  it('504 when the time is over, and 504 at once when there is none', async () => {
    fixture.implementation.work = () => new Promise(() => {});
    expect((await send({ headers: { 'x-request-timeout-ms': '20' } })).status).toBe(504);
    fixture.implementation.runs = 0;
    expect((await send({ headers: { 'x-envoy-expected-rq-timeout-ms': '5' } })).status).toBe(504);
    expect(fixture.implementation.runs).toBe(0);
  });

  it('503 above its limit, saying that it did not run', async () => {
    let release = (): void => {};
    await restart({ server: { maxInFlight: 1 } });
    fixture.implementation.work = () => new Promise((resolve) => (release = resolve));
    const first = send();
    await expect.poll(() => fixture.implementation.runs).toBe(1);
    expect((await send()).headers).toMatchObject({ 'x-rpc-rejected': 'overload', 'retry-after': '1' });
    release();
    expect((await first).status).toBe(200);
    expect(fixture.implementation.runs).toBe(1);
  });

  it('health: alive at once, ready when what it needs has answered', async () => {
    let fails = true;
    await restart({
      server: { readiness: async () => (fails ? Promise.reject(new Error('no database')) : undefined) },
    });
    const get = (path: string): Promise<Answer> => send({ method: 'GET', path, body: '', signed: false });
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(503);
    expect((await send()).headers).toMatchObject({ 'x-rpc-rejected': 'not-ready' });
    fails = false;
    expect((await get('/readyz')).status).toBe(200);
    expect((await send()).status).toBe(200);
  });
});

describe('keys', () => {
  const path = '/rpc/Payments/charge';
  const body = '{"id":"a","amount":1}';
  const headers = { 'idempotency-key': '"0123456789"' };
  beforeEach(() => restart({ server: { dedup: memoryDedup() } }));

  it('a repetition gets the first answer', async () => {
    const first = await send({ path, body, headers });
    const second = await send({ path, body, headers });
    expect(second.body).toBe(first.body);
    expect(second.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'content-type': 'application/json',
    });
    expect(second.headers).not.toHaveProperty('x-rpc-dedup');
    expect(fixture.implementation.runs).toBe(1);
  });

  it('keeps what failed inside, so that it does not run again', async () => {
    const bug = { path, body: '{"id":"bug","amount":1}', headers };
    expect((await send(bug)).status).toBe(500);
    expect((await send(bug)).status).toBe(500);
    expect(fixture.implementation.runs).toBe(1);
  });

  it('does not keep what was refused', async () => {
    expect((await send({ path, body: '{"id":"a"}', headers })).status).toBe(400);
    expect((await send({ path, body, headers })).status).toBe(200);
  });

  it('with other arguments is a mistake', async () => {
    await send({ path, body, headers });
    const answer = await send({ path, body: '{"id":"a","amount":2}', headers });
    expect([answer.status, typeOf(answer)]).toEqual([422, 'urn:rpc:key-reused']);
  });

  it('still running: later', async () => {
    let release = (): void => {};
    fixture.implementation.work = () => new Promise((resolve) => (release = resolve));
    const first = send({ path, body, headers });
    await expect.poll(() => fixture.implementation.runs).toBe(1);
    const second = await send({ path, body, headers });
    expect([second.status, typeOf(second), second.headers['retry-after']]).toEqual([
      409,
      'urn:rpc:in-progress',
      '1',
    ]);
    release();
    expect((await first).status).toBe(200);
    expect((await send({ path, body, headers })).headers).toMatchObject({ 'idempotent-replayed': 'true' });
  });

  it('aborted half-way: nobody knows', async () => {
    fixture.implementation.work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      throw new DOMException('gave up', 'AbortError');
    };
    expect((await send({ path, body, headers: { ...headers, 'x-request-timeout-ms': '30' } })).status).toBe(
      504,
    );
    await expect
      .poll(async () => typeOf(await send({ path, body, headers })))
      .toBe('urn:rpc:outcome-unknown');
    expect(fixture.implementation.runs).toBe(1);
  });
});

describe('shutdown', () => {
  it('loses no call of callers that go on calling', async () => {
    await restart({ server: { drainTimes: { lameDuckMs: 500, abortMs: 800, endMs: 1_000 } } });
    const results: unknown[] = [];
    const stopped = new AbortController();
    fixture.implementation.work = () => new Promise((resolve) => setTimeout(resolve, 2));
    const caller = async (): Promise<void> => {
      while (!stopped.signal.aborted)
        results.push(
          await fixture.payments.charge('a', 1).then(
            () => 'ok',
            (error: unknown) => error,
          ),
        );
    };
    const callers = Array.from({ length: 8 }, caller);
    await expect.poll(() => results.length).toBeGreaterThan(20);
    const drained = fixture.server.drain();
    setTimeout(() => stopped.abort(), 10);
    await Promise.all(callers);
    expect(await drained).toBe(true);
    expect(results.filter((result) => result !== 'ok')).toEqual([]);
  });

  it('rejects what comes late, and says that it did not run', async () => {
    fixture.implementation.work = () => new Promise((resolve) => setTimeout(resolve, 100));
    const first = send();
    await expect.poll(() => fixture.implementation.runs).toBe(1);
    const drained = fixture.server.drain();
    expect((await first).headers.connection).toBe('close');
    expect(await drained).toBe(true);
  });

  it('aborts what is stuck and ends in time', async () => {
    fixture.implementation.work = () => new Promise(() => {});
    const stuck = send().catch((error: unknown) => error);
    await expect.poll(() => fixture.implementation.runs).toBe(1);
    const begun = performance.now();
    expect(await fixture.server.drain()).toBe(false);
    expect(performance.now() - begun).toBeLessThan(2_000);
    await stuck;
  });
});
