import type { Connection, ConsumerProps } from 'rabbitmq-client';
import { ConfigError } from '../config/index.ts';
import type { TransportContext } from '../events/index.ts';

/** What lies in the broker, and is made where it is missing. All of it survives a restart. */
export interface Topology {
  /** Every event, with its type as routing key. */
  readonly exchange: string;
  /** What is no event, and what the broker has given up; somebody has to look at it. */
  readonly dead: string;
  /** What this process listens to; its replicas share it. */
  readonly queue: string;
  /** `classic`: on one node, durable. `quorum`: replicated over the nodes of a cluster. */
  readonly queueType: 'quorum' | 'classic';
}

export function topologyOf({ project, process, env }: TransportContext): Topology {
  const exchange = `${project}.events`;
  const queueType = env['EVENTS_RABBITMQ_QUEUES'] || 'classic';
  if (queueType !== 'quorum' && queueType !== 'classic')
    throw new ConfigError(['EVENTS_RABBITMQ_QUEUES: expected classic, or quorum']);
  return { exchange, dead: `${exchange}.dead`, queue: `${exchange}.${process}`, queueType };
}

/** The queue has one active consumer: the next one takes over where that one ends, so that the order is kept. */
export function consumerProps({ exchange, dead, queue, queueType }: Topology, types: readonly string[]) {
  return {
    queue,
    queueOptions: {
      queue,
      durable: true,
      arguments: {
        'x-queue-type': queueType,
        'x-single-active-consumer': true,
        'x-dead-letter-exchange': dead,
      },
    },
    exchanges: [{ exchange, type: 'topic', durable: true }],
    queueBindings: types.map((routingKey) => ({ queue, exchange, routingKey })),
  } satisfies ConsumerProps;
}

export async function declare(
  connection: Connection,
  topology: Topology,
  types: readonly string[],
): Promise<void> {
  const { exchange, dead, queueType } = topology;
  await connection.exchangeDeclare({ exchange, type: 'topic', durable: true });
  await connection.exchangeDeclare({ exchange: dead, type: 'fanout', durable: true });
  await connection.queueDeclare({ queue: dead, durable: true, arguments: { 'x-queue-type': queueType } });
  await connection.queueBind({ queue: dead, exchange: dead });
  if (types.length === 0) return;
  const { queueOptions, queueBindings } = consumerProps(topology, types);
  await connection.queueDeclare(queueOptions);
  for (const binding of queueBindings) await connection.queueBind(binding);
}
