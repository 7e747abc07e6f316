import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  StorageType,
  jetstreamManager,
} from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import type { TransportContext } from '../events/index.ts';
import { consumerOf, partitions, streamOf, subjectOf } from './subjects.ts';

const dayMs = 24 * 60 * 60_000;
const streamNotFound = 10_059;
/** After this an event whose process does not answer is given to another. */
const acknowledgeWithinMs = 30_000;

/** Makes the stream where there is none; one that is there is somebody's to manage, and stays as it is. */
export async function ensureStream(connection: NatsConnection, { project }: TransportContext): Promise<void> {
  const manager = await jetstreamManager(connection);
  const name = streamOf(project);
  if (await hasStream(manager, name)) return;
  await manager.streams.add({
    name,
    subjects: [subjectOf(project, '*', '>')],
    storage: StorageType.File,
    max_age: nanos(7 * dayMs),
    duplicate_window: nanos(2 * 60_000),
  });
}

/**
 * A durable consumer for each partition, shared by the replicas of this process. One event of it is under way at a time:
 * that is what keeps the order. It begins with what is published after it was made.
 */
export async function ensureConsumers(
  connection: NatsConnection,
  { project, process }: TransportContext,
): Promise<void> {
  const manager = await jetstreamManager(connection);
  for (let partition = 0; partition < partitions; partition++)
    await manager.consumers.add(streamOf(project), {
      durable_name: consumerOf(process, partition),
      filter_subject: subjectOf(project, partition, '>'),
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(acknowledgeWithinMs),
      deliver_policy: DeliverPolicy.New,
      max_ack_pending: 1,
      max_deliver: -1,
    });
}

async function hasStream(manager: JetStreamManager, name: string): Promise<boolean> {
  try {
    await manager.streams.info(name);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === streamNotFound) return false;
    throw error;
  }
}
