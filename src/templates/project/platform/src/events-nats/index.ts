/** Events over JetStream of NATS. `@shop/platform/events-nats`. */
import { setTimeout as delay } from 'node:timers/promises';
import { JetStreamApiError, jetstream } from '@nats-io/jetstream';
import type { Consumer, JsMsg } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
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
import { connectionOptions } from './connection.ts';
import { ensureConsumers, ensureStream } from './set-up.ts';
import { consumerOf, partitionOf, partitions, streamOf, subjectOf } from './subjects.ts';

export const natsEvents: TransportAdapter = {
  schemes: ['nats', 'tls'],
  create: (context) => new NatsEvents(context, connectionOptions(context)),
};

const publishWithinMs = 5_000;
const askForMs = 1_000;
const againAfterMs = 500;
const answerWithinMs = 2_000;

class NatsEvents implements Transport {
  readonly destinations = ['nats'];
  readonly #context: TransportContext;
  readonly #options: NodeConnectionOptions;
  #connection: Promise<NatsConnection> | undefined;
  #prepared: Promise<NatsConnection> | undefined;

  constructor(context: TransportContext, options: NodeConnectionOptions) {
    this.#context = context;
    this.#options = options;
  }

  async send(event: CloudEvent): Promise<void> {
    const connection = await this.#prepare();
    const { project } = this.#context;
    const subject = subjectOf(project, partitionOf(event.subject ?? event.id), event.type);
    const body = serializeEvent(event);
    if (Buffer.byteLength(body) > (connection.info?.max_payload ?? Infinity))
      throw new EventRefusedError('larger than the server takes');
    try {
      const options = { msgID: event.id, timeout: publishWithinMs, headers: headersOf(event) };
      await jetstream(connection).publish(subject, body, options);
    } catch (cause) {
      // The stream may be gone: it is looked for before the next attempt.
      this.#prepared = undefined;
      throw new TransportUnavailableError('NATS did not take the event', { cause });
    }
  }

  async receive(receive: Receive, signal: AbortSignal): Promise<void> {
    if (this.#context.types().length === 0) return untilAborted(signal);
    const all = Array.from({ length: partitions }, (_, partition) => this.#take(partition, receive, signal));
    await Promise.all(all);
  }

  /** One event of the partition after the other, whatever happens to the connection meanwhile. */
  async #take(partition: number, receive: Receive, signal: AbortSignal): Promise<void> {
    const { project, process } = this.#context;
    let consumer: Consumer | undefined;
    while (!signal.aborted) {
      try {
        const { consumers } = jetstream(await this.#prepare());
        consumer ??= await consumers.get(streamOf(project), consumerOf(process, partition));
        const message = await consumer.next({ expires: askForMs });
        if (message !== null) await this.#handOver(message, receive);
      } catch (error) {
        if (error instanceof JetStreamApiError) [this.#prepared, consumer] = [undefined, undefined];
        await delay(againAfterMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #handOver(message: JsMsg, receive: Receive): Promise<void> {
    const { log } = this.#context;
    try {
      await receive(parseEvent(message.string()));
      message.ack();
    } catch (error) {
      log.warn({ err: error, subject: message.subject }, 'an event was not taken in');
      if (error instanceof MalformedEventError) message.term();
      else message.nak(againAfterMs);
    }
  }

  async ready(): Promise<readonly string[]> {
    try {
      await within(
        answerWithinMs,
        this.#prepare().then((connection) => connection.flush()),
      );
      return [];
    } catch (error) {
      this.#context.log.warn({ err: error }, 'NATS does not answer');
      return ['NATS does not answer'];
    }
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined);
    if (connection === undefined || connection.isClosed()) return;
    await within(answerWithinMs, connection.drain()).catch(() => connection.close());
  }

  /** Connected, and everything there that is published to and taken from; looked at again after a failure. */
  #prepare(): Promise<NatsConnection> {
    return (this.#prepared ??= this.#setUp().catch((cause: unknown) => {
      this.#prepared = undefined;
      throw new TransportUnavailableError('NATS cannot be used', { cause });
    }));
  }

  async #setUp(): Promise<NatsConnection> {
    const connection = await (this.#connection ??= this.#connect());
    await ensureStream(connection, this.#context);
    if (this.#context.types().length > 0) await ensureConsumers(connection, this.#context);
    return connection;
  }

  async #connect(): Promise<NatsConnection> {
    try {
      const connection = await connect(this.#options);
      void connection.closed().then(() => ([this.#connection, this.#prepared] = [undefined, undefined]));
      return connection;
    } catch (error) {
      this.#connection = undefined;
      throw error;
    }
  }
}

function headersOf({ traceparent }: CloudEvent) {
  const all = headers();
  all.set('content-type', cloudEventMediaType);
  // Of this hop; the event has that of its publisher.
  if (traceparent !== undefined) all.set('traceparent', childTrace(traceparent));
  return all;
}
