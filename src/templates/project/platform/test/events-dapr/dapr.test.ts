import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { daprEvents } from '../../src/events-dapr/index.ts';
import { freePort } from '../../src/local/index.ts';
import { eventsBehaviour } from '../events/behaviour.ts';
import { counted } from '../events/sample.ts';
import { World, noting } from '../events/world.ts';
import { startSidecar } from './sidecar.ts';
import type { Sidecar } from './sidecar.ts';

function envOf(sidecar: Sidecar, port: number): Record<string, string> {
  return {
    EVENTS_URL: `dapr://127.0.0.1:${sidecar.port}/pubsub`,
    EVENTS_PORT: String(port),
    DAPR_API_TOKEN: sidecar.token,
    APP_API_TOKEN: sidecar.appToken,
  };
}

/** Not Dapr itself: its documented HTTP interface. */
eventsBehaviour('events over Dapr', async () => {
  const sidecar = await startSidecar();
  const ports = await Promise.all([freePort(), freePort()]);
  let next = 0;
  return {
    adapter: daprEvents,
    together: false,
    env: (process) => {
      const port = ports[next++ % ports.length] ?? 0;
      if (process === 'mail') sidecar.add(process, port);
      return envOf(sidecar, port);
    },
    sendRaw: async (body) => sidecar.bring(body),
    close: () => sidecar.close(),
  };
});

describe('the port that Dapr brings events to', () => {
  let sidecar: Sidecar;
  let world: World;
  let port: number;
  beforeAll(async () => {
    sidecar = await startSidecar();
    port = await freePort();
    world = await World.create(['beta']);
    await world.start({
      name: 'mail',
      schemas: ['beta'],
      env: envOf(sidecar, port),
      adapters: [daprEvents],
      setUp: ({ beta }) => beta?.events.listen('noting').on(counted, noting('noting')),
    });
    await vi.waitFor(() => ask('/dapr/subscribe'), { timeout: 5_000 });
  });
  afterAll(async () => {
    await world.close();
    await sidecar.close();
  });

  const ask = (path: string, init: RequestInit = {}, token = sidecar.appToken): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'dapr-api-token': token }, ...init });

  it('says what it wants to hear of', async () => {
    const answer: unknown = await (await ask('/dapr/subscribe')).json();
    expect(answer).toEqual([
      {
        pubsubname: 'pubsub',
        topic: expect.stringMatching(/\.events$/),
        route: '/events',
        deadLetterTopic: expect.stringMatching(/\.events\.dead$/),
      },
    ]);
  });

  it('turns away who is not the sidecar, and what it does not have', async () => {
    expect((await ask('/events', { method: 'POST', body: '{}' }, 'another')).status).toBe(401);
    expect((await ask('/dapr/subscribe', {}, '')).status).toBe(401);
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/events')).status).toBe(404);
  });

  it('lets go of what is no event, or too large', async () => {
    for (const body of ['{}', 'x', 'x'.repeat(300 * 1024)]) {
      const answer: unknown = await (await ask('/events', { method: 'POST', body })).json();
      expect(answer).toEqual({ status: 'DROP' });
    }
  });
});

describe('Dapr', () => {
  it.each([
    ['dapr://127.0.0.1:3500', {}, 'EVENTS_URL: expected dapr://'],
    ['dapr://127.0.0.1:3500/pubsub', { NODE_ENV: 'production' }, 'APP_API_TOKEN: not set'],
  ])('is not set up with %s and %o', async (url, env, problem) => {
    const world = await World.create(['alpha']);
    const options = { name: 'shop', schemas: ['alpha'], adapters: [daprEvents] };
    await expect(world.start({ ...options, env: { EVENTS_URL: url, ...env } })).rejects.toThrow(problem);
    await world.close();
  });

  it('that does not answer is why a process is not ready', async () => {
    const world = await World.create(['alpha']);
    const env = { EVENTS_URL: `dapr://127.0.0.1:${await freePort()}/pubsub` };
    const shop = await world.start({ name: 'shop', schemas: ['alpha'], env, adapters: [daprEvents] });
    expect(await shop.readiness()).toEqual(['Dapr does not answer']);
    await world.close();
  });
});
