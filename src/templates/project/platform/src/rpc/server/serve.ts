/** Services over node:http. */
import * as http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from '../../log/index.ts';
import { parseSecrets, verifyCall } from '../auth.ts';
import type { Secrets } from '../auth.ts';
import { asBytes } from '../bytes.ts';
import type { DedupStore } from '../dedup/store.ts';
import { maxHeaderBytes, maxRequestBytes, serverIdleMs } from '../limits.ts';
import type { RpcAnswer } from './answer.ts';
import { defaultDrainTimes, drain } from './drain.ts';
import type { DrainTimes } from './drain.ts';
import { watchEventLoop } from './event-loop.ts';
import { Gate } from './gate.ts';
import { RpcHandler } from './handler.ts';
import type { AllowedCallers, WatchCaller } from './handler.ts';
import { answerHealth, watchReadiness } from './health.ts';
import { readBody } from './read-body.ts';
import { registerServices } from './registry.ts';
import type { ServedService } from './registry.ts';

/** Load balancers on layer 4 spread connections, not calls: ending them now and then lets new replicas have a share. */
const connectionAgeMs = 5 * 60_000;

export interface ServeRpcOptions {
  readonly services: readonly ServedService[];
  /** 0: any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Required: calls are always authenticated. */
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly dedup?: DedupStore | undefined;
  /** Resolves when everything the services need has answered. */
  readonly readiness?: () => Promise<unknown>;
  /** By service name; a service that is named is closed to callers that are not. */
  readonly allow?: Readonly<Record<string, AllowedCallers>>;
  readonly maxInFlight?: number;
  readonly drainTimes?: DrainTimes;
  /** Wall clock in milliseconds, for the life of tokens. */
  readonly now?: () => number;
}

export interface RpcServer {
  readonly url: string;
  readonly port: number;
  /** Ends in order, within the drain times; those of the options win. `false`: something had to be cut. */
  drain(times?: DrainTimes): Promise<boolean>;
}

/** Resolves once it listens. Rejects without a secret, and when an implementation lacks a method. */
export async function serveRpc(options: ServeRpcOptions): Promise<RpcServer> {
  const { host = '127.0.0.1', dedup, log, allow, now = () => Date.now() } = options;
  const secrets = parseSecrets(options.secrets.join(','));
  const services = registerServices(options.services);
  const loop = watchEventLoop();
  const gate = new Gate({ maxInFlight: options.maxInFlight ?? 256, overloaded: loop.overloaded });
  const authenticate = (
    head: { path: string; headers: http.IncomingHttpHeaders },
    audience: string,
    body: Buffer,
  ) =>
    verifyCall(
      head.headers.authorization,
      { audience, path: head.path, body: asBytes(body) },
      secrets,
      now(),
    );
  const handler = new RpcHandler({ services, gate, log, dedup, allow, authenticate });
  const readiness = watchReadiness(options.readiness, gate);
  let ending = false;
  const server = createServer(
    async (request, watchCaller) => {
      const health = answerHealth(request.url ?? '', readiness, ending);
      if (health !== undefined) return health;
      const head = { method: request.method ?? '', path: request.url ?? '', headers: request.headers };
      return handler.handle(head, () => readBody(request, maxRequestBytes), watchCaller);
    },
    () => ending,
    log,
  );
  const port = await listen(server, options.port, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    drain: async (times = defaultDrainTimes) => {
      ending = true;
      const whole = await drain(server, gate, options.drainTimes ?? times);
      readiness.stop();
      loop.stop();
      return whole;
    },
  };
}

type Respond = (request: IncomingMessage, watchCaller: WatchCaller) => Promise<RpcAnswer>;

function createServer(respond: Respond, isEnding: () => boolean, log: Logger): http.Server {
  const limits = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: 2_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
  };
  const server = http.createServer({ ...limits, keepAliveTimeout: serverIdleMs }, (request, response) => {
    respond(request, watchCallerOf(response)).then(
      (answer) => send(response, answer, isEnding() || isOld(request.socket)),
      (error: unknown) => {
        if (!response.destroyed) log.error({ err: error }, 'A request could not be answered');
        response.destroy();
      },
    );
  });
  server.maxRequestsPerSocket = 10_000;
  server.on('connection', (socket) =>
    bornAt.set(socket, performance.now() - connectionAgeMs * 0.2 * (Math.random() - 0.5)),
  );
  return server;
}

/** The request closes as soon as its body is read; only the response tells that the caller is gone. */
function watchCallerOf(response: ServerResponse): WatchCaller {
  let gone = false;
  let onGone: ((reason: unknown) => void) | undefined;
  const tell = (): void => onGone?.(new DOMException('The caller is gone', 'AbortError'));
  response.on('close', () => {
    if (response.writableFinished) return;
    gone = true;
    tell();
  });
  return (listener) => {
    onGone = listener;
    if (gone) tell();
  };
}

const bornAt = new WeakMap<Socket, number>();

function isOld(socket: Socket): boolean {
  return performance.now() - (bornAt.get(socket) ?? 0) > connectionAgeMs;
}

function send(response: ServerResponse, answer: RpcAnswer, close: boolean): void {
  if (response.destroyed) return;
  const length = answer.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(answer.body)) };
  response.writeHead(answer.status, { ...answer.headers, ...length, ...(close && { connection: 'close' }) });
  response.end(answer.body);
}

function listen(server: http.Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
