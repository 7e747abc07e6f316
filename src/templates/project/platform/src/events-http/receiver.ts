import { isUtf8 } from 'node:buffer';
import * as http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  MalformedEventError,
  TransportUnavailableError,
  cloudEventMediaType,
  maxEventBytes,
  parseEvent,
} from '../events/index.ts';
import type { Receive } from '../events/index.ts';
import type { Logger } from '../log/index.ts';
import { verifyCall } from '../rpc/auth.ts';
import { asBytes } from '../rpc/bytes.ts';
import type { Secrets } from '../rpc/index.ts';
import { maxHeaderBytes, serverIdleMs } from '../rpc/limits.ts';
import { BodyTooLargeError } from '../rpc/server/handler.ts';
import { readBody } from '../rpc/server/read-body.ts';
import { path } from './sender.ts';

/** Each waits for the database; what is beyond is sent again later. */
const maxInFlight = 64;

export interface ReceiverOptions {
  /** This process. */
  readonly audience: string;
  readonly secrets: Secrets;
  readonly receive: Receive;
  readonly log: Logger;
}

/** Takes in events of the processes that know the secret, one per request, stored before it is answered. */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #server: http.Server;
  #inFlight = 0;
  #ending = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    const limits = {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: 2_000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: serverIdleMs,
    };
    this.#server = http.createServer(limits, (request, response) => void this.#answer(request, response));
    this.#server.maxConnections = 1_024;
  }

  /** Resolves once it listens. */
  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.removeListener('error', reject);
        resolve();
      });
    });
  }

  /** Takes no more connections, and finishes what has begun. */
  close(): Promise<void> {
    this.#ending = true;
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const status = this.#inFlight < maxInFlight ? await this.#accept(request) : 503;
    if (response.destroyed) return;
    const headers = {
      'cache-control': 'no-store',
      ...(status === 503 && { 'retry-after': '1' }),
      // What was not read to its end makes the connection unusable.
      ...((this.#ending || !request.complete) && { connection: 'close' }),
    };
    response.writeHead(status, headers).end();
  }

  async #accept(request: IncomingMessage): Promise<number> {
    this.#inFlight++;
    try {
      return await this.#take(request);
    } catch (error) {
      return this.#statusOf(error);
    } finally {
      this.#inFlight--;
    }
  }

  /** Nothing of the event is used before its sender is known. */
  async #take(request: IncomingMessage): Promise<number> {
    const { audience, secrets, receive, log } = this.#options;
    if (request.url !== path) return 404;
    if (request.method !== 'POST') return 405;
    if (!isCloudEvent(request.headers['content-type'])) return 415;
    const body = await readBody(request, maxEventBytes);
    const call = { audience, path, body: asBytes(body) };
    const verified = verifyCall(request.headers.authorization, call, secrets, Date.now());
    if ('refused' in verified) {
      log.warn({ reason: verified.refused }, 'an event was not authenticated');
      return 401;
    }
    if (!isUtf8(asBytes(body))) return 400;
    await receive(parseEvent(body.toString()));
    return 204;
  }

  #statusOf(error: unknown): number {
    if (error instanceof BodyTooLargeError) return 413;
    const { log } = this.#options;
    log.warn({ err: error }, 'an event was not taken in');
    if (error instanceof MalformedEventError) return 400;
    return error instanceof TransportUnavailableError ? 503 : 500;
  }
}

/** Structured mode, one event. */
function isCloudEvent(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === cloudEventMediaType;
}
