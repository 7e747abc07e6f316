/** Events over a topic of Kafka. `@shop/platform/events-kafka`. */
import { setTimeout as delay } from 'node:timers/promises';
import { Partitioners } from 'kafkajs';
import type { Consumer, EachMessagePayload, Kafka, Producer } from 'kafkajs';
import { ConfigError } from '../config/index.ts';
import { childTrace } from '../context/index.ts';
import {
  EventRefusedError,
  MalformedEventError,
  TransportUnavailableError,
  cloudEventMediaType,
  parseEvent,
  serializeEvent,
  untilAborted,
  within,
} from '../events/index.ts';
import type { CloudEvent, Receive, Transport, TransportAdapter, TransportContext } from '../events/index.ts';
import { createKafka } from './connection.ts';

export const kafkaEvents: TransportAdapter = {
  schemes: ['kafka', 'kafka+tls'],
  create: (context) => new KafkaEvents(context, createKafka(context)),
};

const answerWithinMs = 5_000;
const againAfterMs = 500;
const all = -1;
/** Partitions of which events are stored at the same time. */
const atOnce = 8;

class KafkaEvents implements Transport {
  readonly destinations = ['kafka'];
  readonly #context: TransportContext;
  readonly #kafka: Kafka;
  readonly #topic: string;
  readonly #producer: Producer;
  /** After this, the partitions of a process that has crashed are given to another. */
  readonly #sessionMs: number;
  #connected: Promise<void> | undefined;

  constructor(context: TransportContext, kafka: Kafka) {
    this.#sessionMs = Number(context.env['EVENTS_KAFKA_SESSION_MS'] || 30_000);
    if (!(this.#sessionMs >= 1_000))
      throw new ConfigError(['EVENTS_KAFKA_SESSION_MS: expected 1000 or more']);
    this.#context = context;
    this.#kafka = kafka;
    this.#topic = `${context.project}.events`;
    this.#producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  /** Keyed by subject: its events fall to one partition. */
  async send(event: CloudEvent): Promise<void> {
    const headers = {
      'content-type': cloudEventMediaType,
      // Of this hop; the event has that of its publisher.
      ...(event.traceparent === undefined ? {} : { traceparent: childTrace(event.traceparent) }),
    };
    const message = { key: event.subject ?? event.id, value: serializeEvent(event), headers };
    try {
      await this.#connect();
      const sending = this.#producer.send({ topic: this.#topic, acks: all, messages: [message] });
      await within(2 * answerWithinMs, sending);
    } catch (cause) {
      if (isTooLarge(cause)) throw new EventRefusedError('larger than the topic takes', { cause });
      throw new TransportUnavailableError('Kafka did not take the event', { cause });
    }
  }

  /** The replicas of this process share the partitions. The first of them ever begins with what the topic still has. */
  async receive(receive: Receive, signal: AbortSignal): Promise<void> {
    const { project, process, types } = this.#context;
    if (types().length === 0) return untilAborted(signal);
    const consumer = this.#kafka.consumer({
      groupId: `${project}.${process}`,
      maxWaitTimeInMs: 500,
      sessionTimeout: this.#sessionMs,
      heartbeatInterval: Math.floor(this.#sessionMs / 10),
    });
    const crashed = crashOf(consumer);
    try {
      await consumer.connect();
      await consumer.subscribe({ topic: this.#topic, fromBeginning: true });
      await consumer.run({
        partitionsConsumedConcurrently: atOnce,
        autoCommitThreshold: 100,
        autoCommitInterval: 1_000,
        eachMessage: (payload) => this.#handOver(payload, receive, signal),
      });
      await Promise.race([crashed, untilAborted(signal)]);
    } finally {
      await consumer.disconnect().catch(() => {});
    }
  }

  /** What cannot be stored now is held, and the partition with it. */
  async #handOver({ message, heartbeat }: EachMessagePayload, receive: Receive, signal: AbortSignal) {
    const { log, types } = this.#context;
    for (;;) {
      try {
        const event = parseEvent(message.value?.toString() ?? '');
        if (types().includes(event.type)) await receive(event);
        return;
      } catch (error) {
        log.warn({ err: error, topic: this.#topic, offset: message.offset }, 'an event was not taken in');
        if (error instanceof MalformedEventError) return;
        signal.throwIfAborted();
        await delay(againAfterMs, undefined, { signal }).catch(() => {});
        await heartbeat();
      }
    }
  }

  async ready(): Promise<readonly string[]> {
    try {
      await within(
        answerWithinMs,
        this.#connect().then(() => this.#look()),
      );
      return [];
    } catch (error) {
      this.#context.log.warn({ err: error }, 'Kafka does not answer');
      return ['Kafka does not answer'];
    }
  }

  async close(): Promise<void> {
    await within(answerWithinMs, this.#producer.disconnect()).catch(() => {});
  }

  #connect(): Promise<void> {
    return (this.#connected ??= this.#producer.connect().catch((error: unknown) => {
      this.#connected = undefined;
      throw error;
    }));
  }

  /** Asks for the partitions of the topic; a broker that may make topics makes it. */
  async #look(): Promise<void> {
    const admin = this.#kafka.admin();
    try {
      await admin.connect();
      await admin.fetchTopicOffsets(this.#topic);
    } finally {
      await admin.disconnect();
    }
  }
}

/** Rejects when the consumer has given up; most troubles it gets over by itself. */
function crashOf(consumer: Consumer): Promise<never> {
  const crashed = new Promise<never>((_, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) reject(payload.error);
    });
  });
  crashed.catch(() => {});
  return crashed;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'MESSAGE_TOO_LARGE';
}
