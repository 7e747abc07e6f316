/** Processes that publish and listen, over one database: each with its own host, pool and transport, in this process. */
import { createEvents } from '../../src/events/index.ts';
import type { ModuleEvents, TransportAdapter } from '../../src/events/index.ts';
import { migrate } from '../../src/db/index.ts';
import type { Database } from '../../src/db/index.ts';
import { createHost } from '../../src/host/index.ts';
import { runWorkers } from '../../src/host/workers.ts';
import { createDatabase } from '../../src/testing/index.ts';
import { openPool } from '../../src/db/index.ts';
import type { Pool } from '../../src/db/index.ts';
import type { Effect, Tables } from './sample.ts';

export interface Module {
  readonly events: ModuleEvents<Tables>;
  readonly database: Database<Tables>;
}

export interface NodeOptions {
  readonly name: string;
  readonly schemas: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly adapters: readonly TransportAdapter[];
  readonly setUp?: (modules: Readonly<Record<string, Module>>) => void;
}

export interface Node {
  module(schema: string): Module;
  /** Reasons for not being ready. */
  readiness(): Promise<readonly string[]>;
  /** As SIGTERM does: what was begun is finished. */
  stop(): Promise<void>;
}

/** Short waits, so that what has to be waited for comes soon. */
const fast = {
  LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
  DATABASE_POOL_SIZE: '6',
  EVENTS_POLL_MS: '25',
  EVENTS_BACKOFF_MS: '10',
  EVENTS_HANDLE_MS: '2000',
  EVENTS_LEASE_MS: '3000',
  EVENTS_MAX_ATTEMPTS: '3',
};

export class World {
  readonly url: string;
  readonly pool: Pool;
  readonly #drop: () => Promise<void>;
  readonly #nodes: Node[] = [];

  private constructor(url: string, drop: () => Promise<void>) {
    this.url = url;
    this.#drop = drop;
    this.pool = openPool({ url, size: 2 });
  }

  static async create(schemas: readonly string[]): Promise<World> {
    const { url, drop } = await createDatabase();
    const directory = new URL('./migrations/', import.meta.url);
    for (const schema of schemas) await migrate(url, { schema, directory });
    return new World(url, drop);
  }

  async start(options: NodeOptions): Promise<Node> {
    const node = startNode(this.url, options);
    this.#nodes.push(node);
    return node;
  }

  /** What the listeners of a module have done, in the order in which it was committed. */
  async effects(schema: string): Promise<Effect[]> {
    const { rows } = await this.pool.query<Effect>(
      `select listener, event_id, subject, value, attempt, overtaken from ${schema}.effects order by n`,
    );
    return rows;
  }

  async rows<Row extends object>(text: string): Promise<Row[]> {
    return (await this.pool.query<Row>(text)).rows;
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
    await this.pool.end();
    await this.#drop();
  }
}

function startNode(url: string, { name, schemas, env, adapters, setUp }: NodeOptions): Node {
  const modules: Record<string, Module> = {};
  const running = createHost({
    name,
    env: { DATABASE_URL: url, ...fast, ...env },
    compose: (host) => {
      const events = createEvents(host);
      for (const adapter of adapters) events.use(adapter);
      for (const schema of schemas) {
        const database = host.database<Tables>(schema);
        modules[schema] = { database, events: events.module(schema, database) };
      }
      setUp?.(modules);
      return { modules: {} };
    },
  });
  const stopping = new AbortController();
  const readiness = async (): Promise<string[]> =>
    (await Promise.all(running.checks.map((check) => check()))).flat();
  const { workers, host } = running;
  const work = runWorkers({ workers, readiness, signal: stopping.signal, log: host.log });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await work;
    for (const close of running.closers()) await close();
  };
  return {
    module: (schema) => {
      const module = modules[schema];
      if (module === undefined) throw new Error(`${name} has no module ${schema}.`);
      return module;
    },
    readiness,
    stop: () => (stopped ??= stop()),
  };
}

/** Writes down that it was called. */
export function noting(listener: string, before: (effect: Effect) => Promise<void> | void = () => {}) {
  return async (
    event: { id: string; subject: string; data: { value: number }; attempt: number; overtaken: boolean },
    trx: Parameters<Parameters<Module['database']['transaction']>[0]>[0],
  ): Promise<void> => {
    const { id: event_id, subject, attempt, overtaken } = event;
    const effect = { listener, event_id, subject, value: event.data.value, attempt, overtaken };
    await trx.insertInto('effects').values(effect).execute();
    await before(effect);
  };
}
