import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigReader } from '../../src/config/index.ts';
import { gateway } from '../../src/gateway/index.ts';
import { parseRoutes, routeFor } from '../../src/gateway/routes.ts';
import type { Host } from '../../src/host/index.ts';
import { serveHttp } from '../../src/http/index.ts';
import type { Server as AppServer } from '../../src/lifecycle/index.ts';
import { createLogger } from '../../src/log/index.ts';

describe('routes', () => {
  const routes = parseRoutes(
    '/orders=http://old:1, GET /orders=here, /orders/archive=http://old:2, *=http://old:3',
  );
  it.each([
    ['POST', '/orders', true, 'http://old:1/'],
    ['GET', '/orders', true, 'here'],
    ['GET', '/orders/7', true, 'here'],
    ['GET', '/orders/archive/7', true, 'http://old:2/'],
    ['GET', '/ordersheet', false, 'http://old:3/'],
    ['GET', '/users', true, undefined],
    ['GET', '/anything', false, 'http://old:3/'],
  ])('%s %s, known here: %s, goes to %s', (method, path, known, target) => {
    expect(routeFor(routes, { method, path, known })?.target.toString()).toBe(target);
  });

  it.each([
    ['orders=http://old', 'is not <prefix>=<target>'],
    ['/orders=old', 'the target is neither'],
    ['/orders=ftp://old', 'the target is neither'],
    ['/orders=http://old/base', 'the target is neither'],
    ['FETCH /orders=here', 'FETCH is no method'],
    ['/orders=here, /orders=http://old', 'any method of /orders is routed twice'],
  ])('%s is refused', (text, reason) => {
    expect(() => parseRoutes(text)).toThrow(reason);
  });
});

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('the gateway', () => {
  const seen: Seen[] = [];
  let old: Server;
  let oldUrl: string;
  let app: AppServer;

  beforeAll(async () => {
    old = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve));
    oldUrl = `http://127.0.0.1:${(old.address() as AddressInfo).port}`;
    app = await start(`/old=${oldUrl}, POST /shared=${oldUrl}, /gone=http://127.0.0.1:1, *=${oldUrl}`);
  });
  afterAll(async () => {
    await app.drain({ lameDuckMs: 0, abortMs: 1_000, endMs: 2_000 });
    old.close();
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url, headers } = request;
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    if (url === '/old/never') return;
    response.writeHead(url === '/old/teapot' ? 418 : 200, { 'content-type': 'text/plain', 'x-old': 'yes' });
    response.end(`old ${method} ${url}`);
  }

  const start = (text: string, timeoutMs = 10_000): Promise<AppServer> => {
    const log = createLogger({ name: 'test', level: 'silent' });
    const reader = new ConfigReader({ GATEWAY_ROUTES: text, GATEWAY_TIMEOUT_MS: String(timeoutMs) });
    const host = { config: (schema: z.ZodType) => reader.read(schema), log } as unknown as Host;
    const before = gateway(host);
    reader.assertComplete();
    return serveHttp({
      title: 'test',
      log,
      before,
      readiness: async () => [],
      routes: [
        async (modules) => {
          const schema = { response: { 200: z.object({ from: z.string() }) } };
          modules.get('/shared', { schema }, async () => ({ from: 'here' }));
          modules.post('/shared', { schema }, async () => ({ from: 'here' }));
        },
      ],
      host: '127.0.0.1',
      port: 0,
      draining: () => false,
    });
  };

  it('keeps what it has, and sends on what the table says and what it does not have', async () => {
    const texts = await Promise.all(
      ['/shared', '/old/a?b=c', '/unknown'].map(async (path) => (await fetch(app.url + path)).text()),
    );
    expect(texts).toEqual(['{"from":"here"}', 'old GET /old/a?b=c', 'old GET /unknown']);
  });

  it('passes a body, a status and headers on as they are', async () => {
    const body = 'x'.repeat(300_000);
    const response = await fetch(`${app.url}/old/teapot`, {
      method: 'PUT',
      body,
      headers: { 'x-mine': '1' },
    });
    expect([response.status, response.headers.get('x-old')]).toEqual([418, 'yes']);
    expect(seen.at(-1)).toMatchObject({ method: 'PUT', headers: { 'x-mine': '1' } });
    expect(seen.at(-1)?.body.length).toBe(body.length);
  });

  it('says where a request came from, and lets nobody pass for one of our processes', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await fetch(`${app.url}/old/headers`, {
      headers: {
        traceparent,
        'x-forwarded-for': '10.0.0.1',
        'x-rpc-attempt': '1',
        authorization: 'Bearer t',
      },
    });
    const headers: IncomingMessage['headers'] = seen.at(-1)?.headers ?? {};
    expect(headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(app.url).host,
      authorization: 'Bearer t',
    });
    expect(headers['x-rpc-attempt']).toBeUndefined();
    expect(headers['traceparent']).toContain('a'.repeat(32));
  });

  it.each([
    ['nobody is there', '/gone', 503],
    ['the answer does not come', '/old/never', 504],
  ])('when %s the answer is a problem', async (_what, path, status) => {
    const impatient = await start(`/old=${oldUrl}, /gone=http://127.0.0.1:1`, 100);
    const response = await fetch(impatient.url + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
    await impatient.drain({ lameDuckMs: 0, abortMs: 1_000, endMs: 2_000 });
  });

  it.each(['/old/%2e%2e/shared', '/old%2f..%2fshared', '/shared/..%5cold', '//old', '/old/%252e%252e%252fx'])(
    'an address that can be read in two ways is refused: %s',
    async (path) => {
      const before = seen.length;
      const status = await rawStatus(app.url, path);
      expect(status).toBe(400);
      expect(seen.length).toBe(before);
    },
  );

  it('answers for its own health', async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect(seen.filter(({ url }) => url?.endsWith('z')).length).toBe(0);
  });

  it('does not start with a table that cannot be read', () => {
    expect(() => start('/orders=old')).toThrow('GATEWAY_ROUTES');
  });
});

/** Without the corrections that fetch makes to a path. */
async function rawStatus(url: string, path: string): Promise<number> {
  const { request } = await import('node:http');
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
