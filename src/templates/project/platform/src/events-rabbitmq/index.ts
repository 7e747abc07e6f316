/** Events over RabbitMQ. `@shop/platform/events-rabbitmq`. */
import { setTimeout as delay } from 'node:timers/promises';
import { Connection, ConsumerStatus } from 'rabbitmq-client';
import type { AsyncMessage, Publisher } from 'rabbitmq-client';
import { ConfigError } from '../config/index.ts';
import { childTrace } from '../context/index.ts';
import {
  InOrder,
  MalformedEventError,
  TransportUnavailableError,
  cloudEventMediaType,
  parseEvent,
  serializeEvent,
  untilAborted,
  within,
} from '../events/index.ts';
import type { CloudEvent, Receive, Transport, TransportAdapter, TransportContext } from '../events/index.ts';
import { consumerProps, declare, topologyOf } from './topology.ts';
import type { Topology } from './topology.ts';

export const rabbitmqEvents: TransportAdapter = {
  schemes: ['amqp', 'amqps'],
  create: (context) => {
    if (!/^amqps?:\/\/[^/]/.test(context.url))
      throw new ConfigError(['EVENTS_URL: expected amqp://user:password@host:5672/vhost']);
    return new RabbitmqEvents(context);
  },
};

const answerWithinMs = 5_000;
const againAfterMs = 500;
/** Events of different subjects that are stored at the same time. */
const atOnce = 16;

interface Link {
  readonly connection: Connection;
  readonly publisher: Publisher;
}

class RabbitmqEvents implements Transport {
  readonly destinations = ['rabbitmq'];
  readonly #context: TransportContext;
  readonly #topology: Topology;
  #link: Link | undefined;
  #declared: Promise<void> | undefined;

  constructor(context: TransportContext) {
    this.#context = context;
    this.#topology = topologyOf(context);
  }

  async send(event: CloudEvent): Promise<void> {
    const { exchange } = this.#topology;
    const envelope = {
      exchange,
      routingKey: event.type,
      durable: true,
      messageId: event.id,
      type: event.type,
      contentType: cloudEventMediaType,
      // Of this hop; the event has that of its publisher.
      ...(event.traceparent === undefined ? {} : { headers: { traceparent: childTrace(event.traceparent) } }),
    };
    try {
      await this.#declare();
      const body = Buffer.from(serializeEvent(event));
      await within(answerWithinMs, this.#open().publisher.send(envelope, body));
    } catch (cause) {
      // The exchange may be gone: it is declared before the next attempt.
      this.#declared = undefined;
      throw new TransportUnavailableError('RabbitMQ did not take the event', { cause });
    }
  }

  async receive(receive: Receive, signal: AbortSignal): Promise<void> {
    const types = this.#context.types();
    if (types.length === 0) return untilAborted(signal);
    const order = new InOrder();
    const consumer = this.#open().connection.createConsumer(
      { ...consumerProps(this.#topology, types), qos: { prefetchCount: 2 * atOnce }, concurrency: atOnce },
      (message) => this.#handOver(message, receive, order, signal),
    );
    consumer.on('error', (err: unknown) =>
      this.#context.log.warn({ err }, 'RabbitMQ: taking in events failed'),
    );
    await untilAborted(signal);
    await consumer.close();
  }

  /** What cannot be stored now is held, and with it what comes after it: given back, it could be overtaken. */
  async #handOver(
    message: AsyncMessage,
    receive: Receive,
    order: InOrder,
    signal: AbortSignal,
  ): Promise<ConsumerStatus> {
    const { log } = this.#context;
    try {
      const event = parseEvent(String(message.body));
      return await order.run(event.subject ?? event.id, () => this.#store(event, receive, signal));
    } catch (error) {
      if (!(error instanceof MalformedEventError)) throw error;
      log.error({ err: error, queue: this.#topology.dead }, 'what is no event was put aside');
      return ConsumerStatus.DROP;
    }
  }

  async #store(event: CloudEvent, receive: Receive, signal: AbortSignal): Promise<ConsumerStatus> {
    while (!signal.aborted) {
      try {
        await receive(event);
        return ConsumerStatus.ACK;
      } catch (error) {
        if (error instanceof MalformedEventError) throw error;
        this.#context.log.warn({ err: error, eventId: event.id }, 'an event was not taken in');
        await delay(againAfterMs, undefined, { signal }).catch(() => {});
      }
    }
    return ConsumerStatus.REQUEUE;
  }

  async ready(): Promise<readonly string[]> {
    try {
      await this.#declare();
      return this.#open().connection.ready ? [] : ['RabbitMQ does not answer'];
    } catch (error) {
      this.#context.log.warn({ err: error }, 'RabbitMQ does not answer');
      return ['RabbitMQ does not answer'];
    }
  }

  async close(): Promise<void> {
    const { publisher, connection } = this.#link ?? {};
    await within(answerWithinMs, Promise.resolve(publisher?.close())).catch(() => {});
    await within(answerWithinMs, Promise.resolve(connection?.close())).catch(() =>
      connection?.unsafeDestroy(),
    );
  }

  #declare(): Promise<void> {
    return (this.#declared ??= within(
      answerWithinMs,
      declare(this.#open().connection, this.#topology, this.#context.types()),
    ).catch((error: unknown) => {
      this.#declared = undefined;
      throw error;
    }));
  }

  /** Connects by itself, and again whenever the connection is lost. */
  #open(): Link {
    if (this.#link !== undefined) return this.#link;
    const { url, process, log } = this.#context;
    const connection = new Connection({
      url,
      connectionName: process,
      acquireTimeout: answerWithinMs,
      retryLow: 250,
      retryHigh: 5_000,
    });
    connection.on('error', (err: unknown) => log.warn({ err }, 'RabbitMQ: the connection is lost'));
    return (this.#link = {
      connection,
      publisher: connection.createPublisher({ confirm: true, maxAttempts: 1 }),
    });
  }
}
