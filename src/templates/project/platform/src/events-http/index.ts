/**
 * Events between processes without a broker: each event is posted to every process that EVENTS_URL names, as a CloudEvent
 * in structured JSON, signed with SERVICE_SECRET. `@shop/platform/events-http`.
 */
import { ConfigError } from '../config/index.ts';
import { TransportUnavailableError, untilAborted } from '../events/index.ts';
import type { CloudEvent, Receive, Transport, TransportAdapter, TransportContext } from '../events/index.ts';
import { readSecrets } from '../rpc/index.ts';
import type { Secrets } from '../rpc/index.ts';
import { parsePeers } from './peers.ts';
import type { Peer } from './peers.ts';
import { Receiver } from './receiver.ts';
import { Sender } from './sender.ts';

export const httpEvents: TransportAdapter = {
  schemes: ['http', 'https'],
  create: (context) => new HttpEvents(context, parsePeers(context.url), readSecrets(context.env)),
};

class HttpEvents implements Transport {
  readonly destinations: readonly string[];
  readonly #context: TransportContext;
  readonly #secrets: Secrets;
  readonly #self: Peer | undefined;
  readonly #port: number;
  readonly #senders: ReadonlyMap<string, Sender>;
  #receive: Receive | undefined;
  #unheard: string | undefined;

  constructor(context: TransportContext, peers: readonly Peer[], secrets: Secrets) {
    this.#context = context;
    this.#secrets = secrets;
    this.destinations = peers.map(({ process }) => process);
    this.#self = peers.find(({ process }) => process === context.process);
    this.#port = portOf(context.env['EVENTS_PORT'], this.#self?.url);
    const others = peers.filter((peer) => peer !== this.#self);
    const sender = (peer: Peer): Sender => new Sender({ peer, issuer: context.process, secrets });
    this.#senders = new Map(others.map((peer) => [peer.process, sender(peer)]));
  }

  async send(event: CloudEvent, destination: string): Promise<void> {
    const sender = this.#senders.get(destination);
    if (sender !== undefined) return sender.send(event);
    if (this.#receive === undefined) throw new TransportUnavailableError('Nothing is taken in yet');
    await this.#receive(event);
  }

  async receive(receive: Receive, signal: AbortSignal): Promise<void> {
    this.#receive = receive;
    if (this.#self === undefined) return untilAborted(signal);
    const { process: audience, log, production } = this.#context;
    const receiver = new Receiver({ audience, secrets: this.#secrets, receive, log });
    try {
      await receiver.listen(this.#port, production ? '0.0.0.0' : '127.0.0.1');
      this.#unheard = undefined;
    } catch (error) {
      this.#unheard = `events cannot be taken in on port ${this.#port}`;
      throw error;
    }
    await untilAborted(signal);
    await receiver.close();
  }

  /** What others do is not asked for: events wait for them, and they for nobody. */
  async ready(): Promise<readonly string[]> {
    if (this.#self === undefined && this.#context.types().length > 0)
      return [`EVENTS_URL does not name ${this.#context.process}, which listens to events`];
    return this.#unheard === undefined ? [] : [this.#unheard];
  }

  async close(): Promise<void> {
    for (const sender of this.#senders.values()) await sender.close();
  }
}

/** EVENTS_PORT where a load balancer has another port than what is behind it. */
function portOf(text: string | undefined, url: URL | undefined): number {
  if (text) {
    if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
    throw new ConfigError(['EVENTS_PORT: not a port']);
  }
  return Number(url?.port || (url?.protocol === 'https:' ? 443 : 80));
}
