import { Connection } from 'rabbitmq-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rabbitmqEvents } from '../../src/events-rabbitmq/index.ts';
import { projectName } from '../../src/project.ts';
import { eventsBehaviour } from '../events/behaviour.ts';
import { brokerBehaviour } from '../events/broker-behaviour.ts';
import type { Broker } from '../events/broker.ts';
import { findRabbitmq, startRabbitmq } from './server.ts';

const scripts = findRabbitmq();

describe.skipIf(scripts === undefined).each(['classic', 'quorum'])(
  'with a RabbitMQ server and %s queues',
  (queues) => {
    let broker: Broker;
    beforeAll(async () => {
      broker = await startRabbitmq(scripts ?? '');
    }, 90_000);
    afterAll(() => broker.close());

    eventsBehaviour('events over RabbitMQ', async () => ({
      adapter: rabbitmqEvents,
      together: false,
      env: () => ({ EVENTS_URL: broker.url, EVENTS_RABBITMQ_QUEUES: queues }),
      sendRaw: (body) =>
        withConnection(async (connection) => {
          const publisher = connection.createPublisher({ confirm: true });
          const envelope = { exchange: `${projectName}.events`, routingKey: 'alpha.counted' };
          await publisher.send(envelope, Buffer.from(body));
          await publisher.close();
        }),
      close: async () => {},
    }));

    it('has put aside what was no event, where somebody can look at it', async () => {
      await withConnection(async (connection) => {
        const message = await connection.basicGet(`${projectName}.events.dead`);
        expect(String(message?.body)).toBe('{"specversion":"1.0"}');
      });
    });

    // On one node, a quorum queue of Debian's version finds no leader again after a kill: events wait.
    if (queues === 'classic') brokerBehaviour('RabbitMQ', rabbitmqEvents, () => broker);

    async function withConnection(work: (connection: Connection) => Promise<void>): Promise<void> {
      const connection = new Connection(broker.url);
      connection.on('error', () => {});
      try {
        await work(connection);
      } finally {
        await connection.close();
      }
    }
  },
);
