import * as http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { InOrder, MalformedEventError, maxEventBytes, parseEvent } from '../events/index.ts';
import type { Receive } from '../events/index.ts';
import type { Logger } from '../log/index.ts';

/** Where the sidecar asks what we want to hear of; fixed by Dapr. */
const subscribePath = '/dapr/subscribe';
const eventsPath = '/events';
/** Where it brings what it has given up, to be looked at: nothing listens there by default. */
const deadTopicSuffix = '.dead';

/** What we answer the sidecar: stored; to be brought again; not to be brought again. */
type Status = 'SUCCESS' | 'RETRY' | 'DROP';

export interface SubscriberOptions {
  readonly component: string;
  readonly topic: string;
  readonly receive: Receive;
  readonly types: () => readonly string[];
  readonly isSidecar: (token: string | undefined) => boolean;
  readonly log: Logger;
}

/** The port on which the sidecar brings events. */
export class Subscriber {
  readonly #options: SubscriberOptions;
  readonly #server: http.Server;
  readonly #order = new InOrder();
  #ending = false;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    const limits = { maxHeaderSize: 16 * 1024, headersTimeout: 2_000, requestTimeout: 10_000 };
    this.#server = http.createServer(limits, (request, response) => void this.#answer(request, response));
    this.#server.maxConnections = 256;
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.removeListener('error', reject);
        resolve();
      });
    });
  }

  /** Finishes what has begun; what comes now is brought again, to another instance. */
  close(): Promise<void> {
    this.#ending = true;
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = request.headers['dapr-api-token'];
    const known = this.#options.isSidecar(typeof token === 'string' ? token : undefined);
    const [status, body] = known ? await this.#route(request) : [401];
    const ends = this.#ending || !request.complete;
    if (response.destroyed) return;
    response.writeHead(status, { 'content-type': 'application/json', ...(ends && { connection: 'close' }) });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  async #route(request: IncomingMessage): Promise<[number, unknown?]> {
    if (this.#ending) return [503];
    const route = `${request.method} ${request.url}`;
    if (route === `GET ${subscribePath}`) return [200, this.#subscriptions()];
    if (route !== `POST ${eventsPath}`) return [404];
    const body = await readBody(request);
    // Dropped: what is too large now stays too large.
    return [200, { status: body === undefined ? 'DROP' : await this.#take(body) }];
  }

  #subscriptions(): readonly object[] {
    const { component, topic } = this.#options;
    return [
      { pubsubname: component, topic, route: eventsPath, deadLetterTopic: `${topic}${deadTopicSuffix}` },
    ];
  }

  async #take(body: string): Promise<Status> {
    const { receive, types, log } = this.#options;
    try {
      const event = parseEvent(body);
      if (types().includes(event.type))
        await this.#order.run(event.subject ?? event.id, () => receive(event));
      return 'SUCCESS';
    } catch (error) {
      log.warn({ err: error }, 'an event was not taken in');
      return error instanceof MalformedEventError ? 'DROP' : 'RETRY';
    }
  }
}

/** `undefined`: larger than an event may be, with what Dapr adds to it. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxEventBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
