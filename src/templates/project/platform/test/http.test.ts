import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { currentContext, remainingMs } from '../src/context/index.ts';
import { DomainError } from '../src/errors/index.ts';
import { createHttpApp, requirePrincipal } from '../src/http/index.ts';
import type { HttpOptions } from '../src/http/index.ts';
import { createLogger } from '../src/log/index.ts';
import type { Routes } from '../src/module/index.ts';

class HTTPCardDeclined extends DomainError {
  readonly status = 402;
}

class RemoteUnavailableError extends Error {
  override readonly name: string = 'RemoteUnavailableError';
  readonly outcome = 'not-sent';
}

class RemoteTimeoutError extends RemoteUnavailableError {
  override readonly name = 'RemoteTimeoutError';
}

const failures: Record<string, () => unknown> = {
  declared: () => new HTTPCardDeclined('No money.'),
  bug: () => new TypeError('secret detail'),
  away: () => new RemoteUnavailableError('http://10.0.0.1 is away'),
  late: () => new RemoteTimeoutError('late'),
  statement: () => Object.assign(new Error('canceling statement'), { code: '57014' }),
  refused: () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
};

let seen: unknown;

const routes: Routes = async (app) => {
  const response = { 200: z.object({ ok: z.boolean() }) };
  app.get(
    '/fail/:how',
    { schema: { params: z.object({ how: z.string() }), response } },
    async ({ params }) => {
      throw failures[params.how]?.();
    },
  );
  app.post('/read', { schema: { body: z.object({ pin: z.number() }), response } }, async () => {
    seen = { ...currentContext(), left: remainingMs() };
    return { ok: true, pin: 1234 };
  });
  app.get('/me', { schema: { response: { 200: z.object({ id: z.string() }) } } }, requirePrincipal);
  app.get('/slow', { schema: { response } }, async () => {
    const signal = currentContext()?.signal;
    await delay(2_000, undefined, { ...(signal && { signal }) }).catch(() => {});
    seen = signal?.reason;
    return { ok: true };
  });
};

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

async function open(changes: Partial<HttpOptions> = {}) {
  const { app } = await createHttpApp({
    title: 'test',
    log: createLogger({ name: 'test', level: 'silent' }),
    routes: [routes],
    readiness: async () => [],
    authenticate: async (token) => ({ id: `user of ${token}` }),
    ...changes,
  });
  opened.push(() => app.close());
  return app;
}

describe('problems', () => {
  it('names a declared error by its class', async () => {
    const answer = await (await open()).inject('/fail/declared');
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toEqual({
      type: 'urn:problem:http-card-declined',
      title: 'Payment Required',
      status: 402,
      detail: 'No money.',
    });
  });

  it('gives a bug away by its id only', async () => {
    const answer = await (await open()).inject('/fail/bug');
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each([
    ['away', 503, '1'],
    ['refused', 503, '1'],
    ['late', 504, undefined],
    ['statement', 504, undefined],
  ])('tells that something is %s with %d, and not what', async (how, status, retryAfter) => {
    const answer = await (await open()).inject(`/fail/${how}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(answer.body).not.toMatch(/10\.0\.0\.1|canceling|connect/);
  });

  it('says where and why a request is wrong, never the value', async () => {
    const answer = await (await open()).inject({ method: 'POST', url: '/read', payload: { pin: 'p1234' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      type: 'urn:problem:invalid-request',
      errors: [{ path: 'body/pin' }],
    });
    expect(answer.body).not.toContain('p1234');
  });

  it('answers a body that is no JSON, of another type or too large as a problem', async () => {
    const app = await open();
    const post = (payload: string, type: string) =>
      app.inject({ method: 'POST', url: '/read', payload, headers: { 'content-type': type } });
    const answers = [
      await post('{', 'application/json'),
      await post('a', 'text/csv'),
      await post('x'.repeat(300_000), 'application/json'),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 415, 413]);
    for (const { headers } of answers) expect(headers['content-type']).toBe('application/problem+json');
  });

  it.each(['\0', '\ud800'])('refuses text that Postgres cannot keep: %j', async (text) => {
    const app = await open();
    const schema = { body: z.object({ names: z.string().array() }), response: { 200: z.string() } };
    app.post('/names', { schema }, async () => 'kept');
    const payload = { names: ['fine \u{1f600}', `a${text}b`] };
    const answer = await app.inject({ method: 'POST', url: '/names', payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      type: 'urn:problem:invalid-request',
      errors: [{ path: 'body/names/1' }],
    });
    expect((await app.inject('/fail/a%00b')).statusCode).toBe(400);
  });

  it('answers an address that is none as a problem', async () => {
    const answer = await (await open()).inject('/fail/%zz');
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toEqual({ type: 'about:blank', title: 'Bad Request', status: 400 });
  });

  it('tells a wrong method from a wrong path', async () => {
    const app = await open();
    const wrongMethod = await app.inject({ method: 'DELETE', url: '/fail/x?y=1' });
    expect([wrongMethod.statusCode, wrongMethod.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect((await app.inject('/fail')).statusCode).toBe(404);
  });
});

describe('answers', () => {
  it('hold only what the schema names', async () => {
    const answer = await (await open()).inject({ method: 'POST', url: '/read', payload: { pin: 1 } });
    expect(answer.json()).toEqual({ ok: true });
  });

  it('must have a schema', async () => {
    const bare: Routes = async (app) => {
      app.get('/bare', async () => 'anything');
    };
    await expect(open({ routes: [bare] })).rejects.toThrow('GET /bare has no response schema');
  });

  it('are described on a page', async () => {
    const answer = await (await open()).inject('/docs/json');
    expect(Object.keys(answer.json().paths)).toEqual(['/fail/{how}', '/read', '/me', '/slow']);
  });
});

describe('the context of a request', () => {
  const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  it('reaches a handler that reads a body: deadline, request id and trace', async () => {
    const app = await open();
    const headers = { 'x-request-id': 'abc-1', traceparent: trace };
    const answer = await app.inject({ method: 'POST', url: '/read', payload: { pin: 1 }, headers });
    expect(answer.headers['x-request-id']).toBe('abc-1');
    expect(seen).toMatchObject({ requestId: 'abc-1', traceparent: trace, attempt: 1 });
    const { left } = seen as { left: number };
    expect(left).toBeGreaterThan(1_500);
    expect(left).toBeLessThanOrEqual(2_000);
  });

  it('does not take over a request id of a strange form', async () => {
    const answer = await (await open()).inject({ url: '/healthz', headers: { 'x-request-id': 'a b\tc' } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('aborts when the client leaves', async () => {
    const app = await open();
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n'));
    await delay(100);
    seen = undefined;
    socket.destroy();
    await expect.poll(() => (seen as Error | undefined)?.name).toBe('AbortError');
  });
});

describe('too much to do', () => {
  const get = async (url: string): Promise<Response> => fetch(url);

  it('is refused at once, with a time to come back, and not begun', async () => {
    const app = await open({ capacity: { maxInFlight: 1 } });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const leave = new AbortController();
    const slow = fetch(`${url}/slow`, { signal: leave.signal }).catch(() => {});
    await expect.poll(async () => (await get(`${url}/docs/json`)).status).toBe(503);
    const answer = await get(`${url}/docs/json`);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ type: 'urn:problem:overloaded', status: 503 });
    expect((await get(`${url}/healthz`)).status).toBe(200);
    leave.abort();
    await slow;
    await expect.poll(async () => (await get(`${url}/docs/json`)).status).toBe(200);
  });

  it('is also what makes the whole process late', async () => {
    let late = true;
    const app = await open({ capacity: { isLate: () => late } });
    expect((await app.inject('/docs/json')).statusCode).toBe(503);
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    late = false;
    expect((await app.inject('/docs/json')).statusCode).toBe(200);
  });
});

describe('users', () => {
  it('are known by their bearer token', async () => {
    const app = await open();
    const me = (authorization?: string) =>
      app.inject({ url: '/me', headers: { ...(authorization && { authorization }) } });
    expect((await me('Bearer t1')).json()).toEqual({ id: 'user of t1' });
    for (const wrong of [undefined, 'Basic eDp5', 'Bearer', 'Bearer a b']) {
      const answer = await me(wrong);
      expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
  });
});

describe('health', () => {
  it('is alive while it is not ready, and says why it is not', async () => {
    const app = await open({ readiness: async () => ['shutting down'] });
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    const ready = await app.inject('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([
      503,
      { status: 'not ready', reasons: ['shutting down'] },
    ]);
  });
});
