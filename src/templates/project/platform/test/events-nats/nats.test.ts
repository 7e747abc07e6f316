import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe } from 'vitest';
import { natsEvents } from '../../src/events-nats/index.ts';
import { freePort } from '../../src/local/index.ts';
import { projectName } from '../../src/project.ts';
import { eventsBehaviour } from '../events/behaviour.ts';
import { findProgram, startBroker } from '../events/broker.ts';
import type { Broker } from '../events/broker.ts';
import { brokerBehaviour } from '../events/broker-behaviour.ts';

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

  brokerBehaviour('NATS', natsEvents, () => broker);
});
