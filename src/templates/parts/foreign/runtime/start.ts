/** The process of a service: its environment, its server, its end. */
import { ConfigError } from './config/index.ts';
import { onStopRequest } from './lifecycle/stop-request.ts';
import { log } from './log/index.ts';
import { memoryDedup } from './rpc/dedup/memory.ts';
import type { DedupStore } from './rpc/dedup/store.ts';
import type { RpcService } from './rpc/method.ts';
import { serveRpc } from './rpc/server/serve.ts';
import type { RpcServer } from './rpc/server/serve.ts';
import { readSecrets } from './rpc/settings.ts';

/** What `compose` puts together. */
export interface ComposedService {
  readonly implementation: object;
  /** Releases what was opened for it. */
  readonly close?: () => unknown;
}

export interface ServiceOptions {
  readonly service: RpcService;
  readonly compose: () => ComposedService | Promise<ComposedService>;
  /** Where `PORT` is not set. */
  readonly port: number;
  /** Keeps the answers to mutating calls. Default: memory, so until a restart; callers are not told otherwise. */
  readonly dedup?: DedupStore;
  /** Rejects as long as the service cannot do its work. */
  readonly readiness?: () => Promise<unknown>;
}

export interface RunningService {
  readonly url: string;
  /** Ends in order. Resolves to the exit code. */
  stop(): Promise<number>;
}

/**
 * Starts the service and ends it in order at SIGTERM. Reads `PORT`, `HOST` (default 127.0.0.1), and `SERVICE_SECRET` or
 * `SERVICE_SECRET_FILE`. `GET /healthz`: the process is alive; `GET /readyz`: it takes calls.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  try {
    return await start(options);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function start({ service, compose, port, dedup, readiness }: ServiceOptions): Promise<RunningService> {
  const { env } = process;
  const secrets = readSecrets(env);
  const listenOn = { port: readPort(env['PORT'], port), host: env['HOST'] || '127.0.0.1' };
  const composed = await compose();
  const server = await serveRpc({
    services: [{ service, implementation: composed.implementation }],
    ...listenOn,
    secrets,
    log,
    dedup: dedup ?? memoryDedup(),
    ...(readiness === undefined ? {} : { readiness }),
  });
  log.info({ service: service.slug, url: server.url }, 'Service listens');
  const stop = (): Promise<number> => shutDown(server, composed, service.slug);
  onStopRequest(stop);
  return { url: server.url, stop };
}

function readPort(text: string | undefined, usual: number): number {
  if (text === undefined || text === '') return usual;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new ConfigError(['PORT: must be a number from 0 to 65535']);
  return Number(text);
}

async function shutDown(server: RpcServer, composed: ComposedService, service: string): Promise<number> {
  const whole = await server.drain(process.env['NODE_ENV'] === 'production' ? undefined : quickly);
  const closed = await Promise.resolve(composed.close?.()).then(
    () => true,
    (error: unknown) => {
      log.error({ service, err: error }, 'Closing failed');
      return false;
    },
  );
  log.info({ service, whole }, 'Service stopped');
  return whole && closed ? 0 : 1;
}

/** Outside production nobody routes calls here who would have to notice first. */
const quickly = { lameDuckMs: 0, abortMs: 9_000, endMs: 10_000 };
