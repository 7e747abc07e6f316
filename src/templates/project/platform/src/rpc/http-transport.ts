/** One attempt over node:http with kept-alive connections. Redirects are not followed: they come back as they are. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { asBytes } from './bytes.ts';
import { clientIdleMs, maxAnswerBytes, maxHeaderBytes } from './limits.ts';
import { TransportError } from './transport.ts';
import type { Transport, TransportAnswer, TransportFailure, TransportRequest } from './transport.ts';

export interface HttpTransportOptions {
  /** As many as the bulkhead lets through, so that Node's own unbounded queue stays empty. */
  readonly maxSockets?: number;
  readonly connectTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
}

export class HttpTransport implements Transport {
  readonly #target: http.RequestOptions;
  readonly #prefix: string;
  readonly #agent: http.Agent;
  readonly #request: typeof http.request;
  readonly #limits: ExchangeLimits;

  constructor(url: URL, options: HttpTransportOptions = {}) {
    const {
      maxSockets = 64,
      connectTimeoutMs = 1_000,
      maxAnswerBytes: answerBytes = maxAnswerBytes,
    } = options;
    const secure = url.protocol === 'https:';
    const pool = {
      keepAlive: true,
      scheduling: 'lifo',
      maxSockets,
      maxFreeSockets: 16,
      timeout: clientIdleMs,
    } as const;
    this.#agent = secure ? new https.Agent(pool) : new http.Agent(pool);
    this.#request = secure ? https.request : http.request;
    this.#prefix = url.pathname.replace(/\/+$/, '');
    this.#limits = { connectTimeoutMs, maxAnswerBytes: answerBytes };
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    this.#target = { host, port, agent: this.#agent, maxHeaderSize: maxHeaderBytes };
  }

  send(request: TransportRequest): Promise<TransportAnswer> {
    return new Promise((resolve, reject) => {
      if (request.signal?.aborted) return reject(request.signal.reason);
      const headers = { ...request.headers, 'content-length': Buffer.byteLength(request.body) };
      const { method } = request;
      const sent = this.#request({ ...this.#target, path: this.#prefix + request.path, method, headers });
      new Exchange(sent, request, this.#limits, resolve, reject).begin();
    });
  }

  async close(): Promise<void> {
    this.#agent.destroy();
  }
}

/** Sockets that have been connected, TLS included. `reusedSocket` does not know those that waited in the agent. */
const usable = new WeakSet<Socket>();

interface ExchangeLimits {
  readonly connectTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** One request and its answer; settles once and then leaves no timer and no listener on the caller's signal. */
class Exchange {
  readonly #request: http.ClientRequest;
  readonly #asked: TransportRequest;
  readonly #limits: ExchangeLimits;
  readonly #resolve: (answer: TransportAnswer) => void;
  readonly #reject: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #connectTimer: NodeJS.Timeout | undefined;
  /** Known from the socket's `connect`: `bytesWritten` also counts what only waits to be sent. */
  #connected = false;
  #answered = false;
  #settled = false;

  constructor(
    request: http.ClientRequest,
    asked: TransportRequest,
    limits: ExchangeLimits,
    resolve: (answer: TransportAnswer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request;
    this.#asked = asked;
    this.#limits = limits;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(): void {
    const { timeoutMs, signal, body } = this.#asked;
    this.#timer = setTimeout(
      () => this.#fail('timeout', `no answer within ${Math.round(timeoutMs)} ms`),
      timeoutMs,
    );
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#request.on('socket', (socket) => this.#watchConnect(socket));
    this.#request.on('error', (error) => this.#onError(error));
    this.#request.on('response', (response) => this.#collect(response));
    this.#request.on('close', () => this.#onClose());
    this.#request.end(body);
  }

  #watchConnect(socket: Socket): void {
    this.#connected = usable.has(socket);
    if (this.#connected) return;
    const { connectTimeoutMs } = this.#limits;
    const late = (): void => this.#fail('unreachable', `no connection within ${connectTimeoutMs} ms`);
    this.#connectTimer = setTimeout(late, connectTimeoutMs);
    socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => {
      usable.add(socket);
      this.#connected = true;
      clearTimeout(this.#connectTimer);
    });
  }

  #collect(response: http.IncomingMessage): void {
    this.#answered = true;
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > this.#limits.maxAnswerBytes) this.#fail('too-large', 'the answer is over the limit');
      else chunks.push(chunk);
    });
    response.on('error', (error) => this.#onError(error));
    response.on('close', () => this.#fail('cut-off', 'the answer was cut off'));
    response.on('end', () => {
      if (!response.complete) return;
      const body =
        chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks.map(asBytes));
      this.#settle(() =>
        this.#resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
  }

  /** After an answer has begun, its own end decides. */
  #onClose(): void {
    if (!this.#answered) this.#fail('cut-off', 'the connection closed without an answer');
  }

  #onError(error: NodeJS.ErrnoException): void {
    const malformed = error.code?.startsWith('HPE_') === true && error.code !== 'HPE_INVALID_EOF_STATE';
    const failure = malformed ? 'malformed' : this.#connected ? 'cut-off' : 'unreachable';
    this.#fail(failure, error.code ?? error.message, error);
  }

  readonly #onAbort = (): void => {
    this.#settle(() => this.#reject(this.#asked.signal?.reason));
    this.#request.destroy();
  };

  #fail(failure: TransportFailure, message: string, cause?: unknown): void {
    if (this.#settled) return;
    this.#settle(() => this.#reject(new TransportError(failure, this.#connected, message, cause)));
    this.#request.destroy();
  }

  #settle(how: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#connectTimer);
    this.#asked.signal?.removeEventListener('abort', this.#onAbort);
    how();
  }
}
