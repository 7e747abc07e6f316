import { childTrace } from '../context/index.ts';
import {
  EventRefusedError,
  TransportUnavailableError,
  cloudEventMediaType,
  serializeEvent,
} from '../events/index.ts';
import type { CloudEvent } from '../events/index.ts';
import { HttpTransport, signCall } from '../rpc/index.ts';
import type { Secrets } from '../rpc/index.ts';
import type { TransportAnswer } from '../rpc/transport.ts';
import type { Peer } from './peers.ts';

/** Where every process takes in events. */
export const path = '/events';

const sendWithinMs = 5_000;
/** The event is at fault, not the moment. */
const refusals = new Set([400, 413, 415, 422]);

export interface SenderOptions {
  readonly peer: Peer;
  /** This process. */
  readonly issuer: string;
  readonly secrets: Secrets;
}

/** Posts events to one process, each signed. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #http: HttpTransport;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#http = new HttpTransport(options.peer.url, { maxSockets: 16, maxAnswerBytes: 16 * 1024 });
  }

  async send(event: CloudEvent): Promise<void> {
    const { process } = this.#options.peer;
    const { status } = await this.#post(serializeEvent(event), event.traceparent);
    if (status === 204) return;
    if (refusals.has(status)) throw new EventRefusedError(`${process} answered ${status}`);
    // An error of its own may come from this event alone: it counts as an attempt.
    if (status === 500) throw new Error(`${process} answered ${status}`);
    throw new TransportUnavailableError(`${process} answered ${status}`);
  }

  async #post(body: string, traceparent: string | undefined): Promise<TransportAnswer> {
    const { peer, issuer, secrets } = this.#options;
    const token = signCall({ issuer, audience: peer.process, path, body }, secrets, Date.now());
    const headers = {
      'content-type': cloudEventMediaType,
      authorization: `Bearer ${token}`,
      ...(traceparent === undefined ? {} : { traceparent: childTrace(traceparent) }),
    };
    const request = {
      path,
      method: 'POST',
      headers,
      body,
      timeoutMs: sendWithinMs,
      signal: undefined,
    } as const;
    try {
      return await this.#http.send(request);
    } catch (cause) {
      throw new TransportUnavailableError(`${peer.process} cannot be reached`, { cause });
    }
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}
