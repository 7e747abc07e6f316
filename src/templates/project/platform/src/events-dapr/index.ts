/**
 * Events over the publish/subscribe building block of Dapr, by the HTTP interface of its sidecar: whatever broker is behind
 * it. `@shop/platform/events-dapr`.
 */
import { timingSafeEqual } from 'node:crypto';
import { ConfigError } from '../config/index.ts';
import { childTrace } from '../context/index.ts';
import {
  EventRefusedError,
  TransportUnavailableError,
  cloudEventMediaType,
  serializeEvent,
  untilAborted,
} from '../events/index.ts';
import type { CloudEvent, Receive, Transport, TransportAdapter, TransportContext } from '../events/index.ts';
import { Subscriber } from './subscriber.ts';

/** `dapr://127.0.0.1:3500/<name of the pubsub component>`: the sidecar of this process. */
export const daprEvents: TransportAdapter = {
  schemes: ['dapr'],
  create: (context) => new DaprEvents(context, readSettings(context)),
};

const answerWithinMs = 5_000;
/** 403: the component does not let us. 404: there is no such component or topic: for somebody to mend, and no fault of the event. */
const refusals = new Set([400, 413]);

interface Settings {
  readonly sidecar: string;
  readonly component: string;
  readonly topic: string;
  /** Where the sidecar finds us: `--app-port`. */
  readonly appPort: number;
  /** What we show the sidecar, and it shows us; where they are set. */
  readonly sidecarToken: string | undefined;
  readonly appToken: string | undefined;
}

function readSettings({ url, env, project, production }: TransportContext): Settings {
  const [, host, component] = /^dapr:\/\/([^/@?#]+:\d+)\/([\w.-]+)$/.exec(url) ?? [];
  const problems: string[] = [];
  if (host === undefined || component === undefined)
    problems.push('EVENTS_URL: expected dapr://127.0.0.1:3500/<name of the pubsub component>');
  const port = env['EVENTS_PORT'] || '3200';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) problems.push('EVENTS_PORT: not a port');
  const appToken = env['APP_API_TOKEN'] || undefined;
  if (production && appToken === undefined)
    problems.push('APP_API_TOKEN: not set; without it anybody who reaches the port can send events');
  if (host === undefined || component === undefined || problems.length > 0) throw new ConfigError(problems);
  return {
    sidecar: `http://${host}`,
    component,
    topic: `${project}.events`,
    appPort: Number(port),
    sidecarToken: env['DAPR_API_TOKEN'] || undefined,
    appToken,
  };
}

class DaprEvents implements Transport {
  readonly destinations = ['dapr'];
  readonly #context: TransportContext;
  readonly #settings: Settings;

  constructor(context: TransportContext, settings: Settings) {
    this.#context = context;
    this.#settings = settings;
  }

  /** The partition key keeps the order where the broker behind it has partitions. */
  async send(event: CloudEvent): Promise<void> {
    const { component, topic } = this.#settings;
    const key = encodeURIComponent(event.subject ?? event.id);
    const path = `/v1.0/publish/${component}/${topic}?metadata.partitionKey=${key}`;
    const status = await this.#ask('POST', path, serializeEvent(event), event.traceparent);
    if (status === 200 || status === 204) return;
    const told = `Dapr answered ${status}`;
    throw refusals.has(status) ? new EventRefusedError(told) : new TransportUnavailableError(told);
  }

  async receive(receive: Receive, signal: AbortSignal): Promise<void> {
    const { component, topic, appPort, appToken } = this.#settings;
    const { log, production, types } = this.#context;
    if (types().length === 0) return untilAborted(signal);
    const subscriber = new Subscriber({ component, topic, receive, types, log, isSidecar: holder(appToken) });
    await subscriber.listen(appPort, production ? '0.0.0.0' : '127.0.0.1');
    await untilAborted(signal);
    await subscriber.close();
  }

  /** Of its outbound side: the other one waits for us to be ready. */
  async ready(): Promise<readonly string[]> {
    try {
      const status = await this.#ask('GET', '/v1.0/healthz/outbound');
      return status < 300 ? [] : ['Dapr is not ready'];
    } catch (error) {
      this.#context.log.warn({ err: error }, 'Dapr does not answer');
      return ['Dapr does not answer'];
    }
  }

  async close(): Promise<void> {}

  async #ask(method: 'GET' | 'POST', path: string, body?: string, traceparent?: string): Promise<number> {
    const { sidecar, sidecarToken } = this.#settings;
    const headers = {
      ...(body !== undefined && { 'content-type': cloudEventMediaType }),
      ...(sidecarToken !== undefined && { 'dapr-api-token': sidecarToken }),
      // Of this hop; the event has that of its publisher.
      ...(traceparent !== undefined && { traceparent: childTrace(traceparent) }),
    };
    const signal = AbortSignal.timeout(answerWithinMs);
    try {
      const request = {
        method,
        headers,
        signal,
        redirect: 'error',
        ...(body !== undefined && { body }),
      } as const;
      const response = await fetch(`${sidecar}${path}`, request);
      await response.body?.cancel();
      return response.status;
    } catch (cause) {
      throw new TransportUnavailableError('Dapr cannot be reached', { cause });
    }
  }
}

/** Without a token, whoever reaches the loopback address is the sidecar. */
function holder(token: string | undefined): (shown: string | undefined) => boolean {
  if (token === undefined) return () => true;
  const expected = new TextEncoder().encode(token);
  return (shown) => {
    const given = new TextEncoder().encode(shown ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}
