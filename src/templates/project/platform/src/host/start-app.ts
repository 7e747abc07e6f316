import { SetupError } from '../errors/index.ts';
import { serveHttp } from '../http/index.ts';
import type { HttpPlugin, Readiness } from '../http/index.ts';
import { endWithParent, onStopRequest, shutDown } from '../lifecycle/index.ts';
import type { Server } from '../lifecycle/index.ts';
import { createHost } from './create-host.ts';
import type { RunningHost } from './create-host.ts';
import { migrateAll, readinessOf } from './migrations.ts';
import type { Compose, Host } from './types.ts';
import { runWorkers } from './workers.ts';

/** Time for load balancers to notice that we are no longer ready. */
const lameDuckInProductionMs = 2_000;

export interface ServeContext extends RunningHost {
  readonly port: number;
  readonly address: string;
  readonly readiness: Readiness;
  /** True from the first sign of the end on. */
  readonly draining: () => boolean;
}

export interface AppOptions {
  /** As in dev.json. */
  readonly name: string;
  /** Where PORT is not set. */
  readonly port: number;
  readonly compose: Compose;
  /** What listens; without it, the public HTTP interface of the modules. */
  readonly serve?: (context: ServeContext) => Promise<Server>;
  /** Takes its place in the public interface before the routes of the modules. */
  readonly before?: (host: Host) => HttpPlugin;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds from the signal to the end, 10 s by default. */
  readonly stopWithinMs?: number | undefined;
}

export interface RunningApp {
  readonly url: string;
  /** Resolves to the exit code. */
  stop(reason: string): Promise<number>;
}

/**
 * The whole life of a process: composes, migrates, serves, and stops in order when it is told to. Called with the
 * argument `migrate` it runs the migrations and ends.
 */
export async function startApp(options: AppOptions): Promise<void> {
  endWithParent();
  try {
    let before: HttpPlugin | undefined;
    const compose: Compose = (host) => {
      before = options.before?.(host);
      return options.compose(host);
    };
    const running = createHost({ ...options, compose, env: options.env ?? process.env });
    if (process.argv[2] === 'migrate') {
      await migrateAll(running);
      await running.pool.end();
      return;
    }
    const app = await runApp(options, running, before);
    onStopRequest((reason) => app.stop(reason));
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : format(error)}\n`);
    process.exit(1);
  }
}

/** Starts what was composed. */
export async function runApp(
  options: AppOptions,
  running: RunningHost,
  before?: HttpPlugin,
): Promise<RunningApp> {
  const { host, settings, composition } = running;
  const production = settings.NODE_ENV === 'production';
  for (const start of running.starters) await start();
  if ((settings.MIGRATE ?? (production ? 'never' : 'on-start')) === 'on-start') await migrateAll(running);

  const stopping = new AbortController();
  const draining = (): boolean => stopping.signal.aborted;
  const readiness = readinessOf(running, draining);
  const context: ServeContext = {
    ...running,
    port: settings.PORT ?? options.port,
    address: settings.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    readiness,
    draining,
  };
  const server = await (options.serve?.(context) ?? servePublic(context, before));
  const workers = runWorkers({ workers: running.workers, readiness, signal: stopping.signal, log: host.log });
  host.log.info({ url: server.url, modules: Object.keys(composition.modules) }, 'started');
  return {
    url: server.url,
    stop: (reason) => {
      host.log.info({ reason }, 'stopping');
      return shutDown({
        log: host.log,
        announce: () => stopping.abort(),
        lameDuckMs: production ? lameDuckInProductionMs : 0,
        server,
        workers,
        closers: running.closers(),
        totalMs: options.stopWithinMs,
      });
    },
  };
}

function servePublic(
  { host, settings, composition, address, port, readiness, draining }: ServeContext,
  before: HttpPlugin | undefined,
): Promise<Server> {
  const routes = Object.values(composition.modules).flatMap((module) => module.routes ?? []);
  const { authenticate } = composition;
  return serveHttp({
    title: host.name,
    log: host.log,
    routes,
    readiness,
    authenticate,
    before,
    capacity: { maxInFlight: settings.HTTP_MAX_IN_FLIGHT },
    host: address,
    port,
    draining,
  });
}

function format(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
