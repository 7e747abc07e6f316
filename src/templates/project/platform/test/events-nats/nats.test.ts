import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { natsEvents } from '../../src/events-nats/index.ts';
import { freePort } from '../../src/local/index.ts';
import { projectName } from '../../src/project.ts';
import { eventsBehaviour } from '../events/behaviour.ts';
import { findProgram, startBroker } from '../events/broker.ts';
import type { Broker } from '../events/broker.ts';
import { counted } from '../events/sample.ts';
import { World, noting } from '../events/world.ts';

const command = findProgram('nats-server', 'REQUIRE_NATS');

async function startNats(): Promise<Broker> {
  const port = await freePort();
  return startBroker({
    command: command ?? '',
    port,
    url: `nats://127.0.0.1:${port}`,
    start: (folder) => ({
      args: ['--jetstream', '--store_dir', folder, '--addr', '127.0.0.1', '--port', String(port)],
    }),
  });
}

describe.skipIf(command === undefined)('with a NATS server', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startNats();
  });
  afterAll(() => broker.close());

  eventsBehaviour('events over NATS', async () => ({
    adapter: natsEvents,
    together: false,
    env: () => ({ EVENTS_URL: broker.url }),
    sendRaw: async (body) => {
      const connection = await connect({ servers: broker.url });
      connection.publish(`${projectName}.events.0.alpha.counted`, body);
      await connection.drain();
    },
    close: async () => {},
  }));

  it('loses nothing when the server is killed and comes back', async () => {
    const world = await World.create(['alpha', 'beta']);
    const env = { EVENTS_URL: broker.url };
    const adapters = [natsEvents];
    const shop = await world.start({ name: 'shop', schemas: ['alpha'], env, adapters });
    const mail = await world.start({
      name: 'mail',
      schemas: ['beta'],
      env,
      adapters,
      setUp: ({ beta }) => beta?.events.listen('noting').on(counted, noting('noting')),
    });
    await vi.waitFor(async () => expect(await mail.readiness()).toEqual([]), { timeout: 10_000 });
    const { database, events } = shop.module('alpha');
    const publish = (value: number) =>
      database.transaction((trx) => events.publish(trx, { type: counted, subject: 's', data: { value } }));
    for (let value = 0; value < 20; value++) await publish(value);
    const restarted = broker.restart();
    for (let value = 20; value < 40; value++) await publish(value);
    await restarted;
    for (let value = 40; value < 60; value++) await publish(value);
    await vi.waitFor(async () => expect(await world.effects('beta')).toHaveLength(60), { timeout: 40_000 });
    expect((await world.effects('beta')).map(({ value }) => value)).toEqual(
      Array.from({ length: 60 }, (_, i) => i),
    );
    await world.close();
  }, 60_000);

  it('is not ready while the server is away', async () => {
    const world = await World.create(['alpha']);
    const env = { EVENTS_URL: `nats://127.0.0.1:${await freePort()}` };
    const shop = await world.start({ name: 'shop', schemas: ['alpha'], env, adapters: [natsEvents] });
    expect(await shop.readiness()).toEqual(['NATS does not answer']);
    await world.close();
  });
});
