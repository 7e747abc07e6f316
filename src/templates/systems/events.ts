import type { System } from './model.ts';

export const events: System = {
  id: 'events',
  title: 'Events',
  summary:
    'publish in your own transaction, delivered at least once, handled once; in process or over a broker',
  project: ['platform/src/events/', 'platform/test/events/', 'tools/events.ts', 'docs/systems/events.md'],
  scripts: { events: 'node --conditions=source --import tsx tools/events.ts' },
};

/**
 * Comes by itself to a project that has events and more than one process, beside a broker too: it is what development and
 * tests run on. It uses the call runtime.
 */
export const eventsHttp: System = {
  id: 'events-http',
  title: 'Events over HTTP',
  summary: 'CloudEvents from process to process, signed; no broker needed',
  needs: ['events'],
  bySplit: { unless: [] },
  project: ['platform/src/events-http/', 'platform/test/events-http/'],
};

export const eventsNats: System = {
  id: 'events-nats',
  title: 'Events over NATS',
  summary: 'events over JetStream of NATS: EVENTS_URL=nats://…',
  needs: ['events'],
  project: ['platform/src/events-nats/', 'platform/test/events-nats/'],
  packages: {
    platform: { dependencies: { '@nats-io/jetstream': '3.4.0', '@nats-io/transport-node': '3.4.0' } },
  },
};

export const eventsRabbitmq: System = {
  id: 'events-rabbitmq',
  title: 'Events over RabbitMQ',
  summary: 'events over RabbitMQ, a queue for each process: EVENTS_URL=amqp://…',
  needs: ['events'],
  project: ['platform/src/events-rabbitmq/', 'platform/test/events-rabbitmq/'],
  packages: { platform: { dependencies: { 'rabbitmq-client': '5.0.8' } } },
};

export const eventsKafka: System = {
  id: 'events-kafka',
  title: 'Events over Kafka',
  summary: 'events over a Kafka topic, keyed by subject: EVENTS_URL=kafka://…',
  needs: ['events'],
  project: ['platform/src/events-kafka/', 'platform/test/events-kafka/'],
  packages: { platform: { dependencies: { kafkajs: '2.2.4' } } },
};

export const eventsDapr: System = {
  id: 'events-dapr',
  title: 'Events over Dapr',
  summary:
    'events over the publish/subscribe building block of Dapr, whatever broker is behind it: EVENTS_URL=dapr://…',
  needs: ['events'],
  project: ['platform/src/events-dapr/', 'platform/test/events-dapr/'],
};
