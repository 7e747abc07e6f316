import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { httpEvents } from '../../src/events-http/index.ts';
import { freePort } from '../../src/local/index.ts';
import { parseSecrets, signCall } from '../../src/rpc/index.ts';
import { eventsBehaviour } from '../events/behaviour.ts';
import { counted } from '../events/sample.ts';
import { World, noting } from '../events/world.ts';
import { balance } from './balancer.ts';
import type { Balancer } from './balancer.ts';

const secret = randomBytes(32).toString('base64url');

/** Two services, with any number of processes behind each address. */
async function wire() {
  const services: Record<string, Balancer> = { shop: await balance(), mail: await balance() };
  const address = (name: string): string => `${name}=http://127.0.0.1:${services[name]?.port}`;
  const url = Object.keys(services).map(address).join(',');
  const ports = new Map<string, number[]>();
  for (const name of Object.keys(services)) ports.set(name, await Promise.all([freePort(), freePort()]));
  let next = 0;
  return {
    url,
    adapter: httpEvents,
    together: false,
    env: (process: string) => {
      const choice = ports.get(process) ?? [];
      const port = choice[next++ % choice.length] ?? 0;
      services[process]?.add(port);
      return { EVENTS_URL: url, EVENTS_PORT: String(port), SERVICE_SECRET: secret };
    },
    sendRaw: async (body: string) => {
      await post(services['mail']?.port ?? 0, body);
    },
    close: async () => {
      for (const service of Object.values(services)) await service.close();
    },
  };
}

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly audience?: string;
  readonly secret?: string;
  readonly signedBody?: string;
}

/** A signed request, with whatever is to be wrong about it. Answers the status. */
function post(port: number, body: string, sent: Sent = {}): Promise<number> {
  const {
    path = '/events',
    method = 'POST',
    audience = 'mail',
    secret: own = secret,
    signedBody = body,
  } = sent;
  const call = { issuer: 'shop', audience, path: '/events', body: signedBody };
  const headers = {
    'content-type': 'application/cloudevents+json',
    authorization: `Bearer ${signCall(call, parseSecrets(own), Date.now())}`,
    ...sent.headers,
  };
  return new Promise((resolve, reject) => {
    const sending = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.on('error', reject).end(body);
  });
}

eventsBehaviour('events over HTTP', wire);

describe('events over HTTP, the way there', () => {
  let world: World;
  let wiring: Awaited<ReturnType<typeof wire>>;
  let port: number;
  beforeAll(async () => {
    wiring = await wire();
    world = await World.create(['alpha', 'beta']);
    const env = wiring.env('mail');
    port = Number(env.EVENTS_PORT);
    await world.start({
      name: 'mail',
      schemas: ['beta'],
      env,
      adapters: [httpEvents],
      setUp: ({ beta }) => beta?.events.listen('noting').on(counted, noting('noting')),
    });
    await vi.waitFor(() => post(port, '{}'), { timeout: 5_000 });
  });
  afterAll(async () => {
    await world.close();
    await wiring.close();
  });

  const event = (value: number): string =>
    JSON.stringify({
      specversion: '1.0',
      id: `e${value}`,
      source: '/x',
      type: 'alpha.counted',
      data: { value },
    });

  it.each<[string, number, string, Sent]>([
    ['another path', 404, event(1), { path: '/events/' }],
    ['another method', 405, event(1), { method: 'PUT' }],
    ['another kind of content', 415, event(1), { headers: { 'content-type': 'application/json' } }],
    ['no token', 401, event(1), { headers: { authorization: '' } }],
    ['a token for another process', 401, event(1), { audience: 'shop' }],
    ['another secret', 401, event(1), { secret: 'x'.repeat(32) }],
    ['another body than the one that was signed', 401, event(1), { signedBody: event(2) }],
    ['too much', 413, 'x'.repeat(300 * 1024), {}],
    ['what is not JSON', 400, 'x', {}],
    ['what is no CloudEvent', 400, '{"specversion":"1.0"}', {}],
    ['another version of CloudEvents', 400, event(1).replace('1.0', '2.0'), {}],
  ])('does not take in %s', async (_, status, body, sent) => {
    expect(await post(port, body, sent)).toBe(status);
    expect(await world.effects('beta')).toEqual([]);
  });

  it('takes in what is signed, and goes on living', async () => {
    expect(await post(port, event(1))).toBe(204);
    expect(await post(port, event(1))).toBe(204);
    await vi.waitFor(async () => expect(await world.effects('beta')).toHaveLength(1), { timeout: 5_000 });
  });

  it('does not let a process that is away hold up another', async () => {
    const away = await freePort();
    const shop = await world.start({
      name: 'shop',
      schemas: ['alpha'],
      env: { ...wiring.env('shop'), EVENTS_URL: `${wiring.url},away=http://127.0.0.1:${away}` },
      adapters: [httpEvents],
    });
    const { database, events } = shop.module('alpha');
    for (const value of [10, 11, 12])
      await database.transaction((trx) =>
        events.publish(trx, { type: counted, subject: 's', data: { value } }),
      );
    await vi.waitFor(
      async () => {
        const effects = await world.effects('beta');
        expect(effects.filter(({ subject }) => subject === 's').map(({ value }) => value)).toEqual([
          10, 11, 12,
        ]);
      },
      { timeout: 10_000 },
    );
    const open = await world.rows('select sent_to from alpha.outbox where completed_at is null');
    expect(open).toHaveLength(3);
    expect(await world.rows(`select attempts from alpha.outbox_delivery where state = 'dead'`)).toEqual([]);
  });

  it.each([
    ['http://127.0.0.1:3200', 'write <process>=<address>'],
    ['shop=http://127.0.0.1:1,shop=http://127.0.0.1:2', 'two addresses'],
    ['shop=http://user:pass@127.0.0.1:1', 'more than a host and a port'],
    ['shop=http://example.org:1', 'plain http to a public host'],
    ['', 'no way of transport'],
  ])('is not set up with %s', (url, problem) => {
    const env = { EVENTS_URL: url === '' ? 'smtp://x' : url, SERVICE_SECRET: secret };
    const start = () => world.start({ name: 'shop', schemas: ['alpha'], env, adapters: [httpEvents] });
    return expect(start()).rejects.toThrow(problem);
  });

  it('is not set up without a secret, nor is a process that knows others without a choice', async () => {
    const start = (env: Record<string, string>) =>
      world.start({ name: 'shop', schemas: ['alpha'], env, adapters: [httpEvents] });
    await expect(start({ EVENTS_URL: wiring.url })).rejects.toThrow('SERVICE_SECRET: not set');
    await expect(start({ SERVICE_SECRET: secret })).rejects.toThrow('EVENTS_URL: not set');
  });
});
