/** Processes that work on the sagas of one module, over one database: each with its own host and pool, in this process. */
import { createHost } from '../../src/host/index.ts';
import { runWorkers } from '../../src/host/workers.ts';
import { createSagas, type ModuleSagas, type SagaStatus } from '../../src/sagas/index.ts';
import { testDatabase, type TestDatabase } from '../../src/testing/index.ts';
import type { Database } from '../../src/db/index.ts';

export interface Tables {
  readonly effect: { readonly step: string; readonly saga_id: string };
}

export interface Node {
  readonly sagas: ModuleSagas<Tables>;
  readonly database: Database<Tables>;
  /** As SIGTERM does: the steps in hand are finished. */
  stop(): Promise<void>;
}

/** Short waits, so that what has to be waited for comes soon. */
const fast = {
  LOG_LEVEL: 'silent',
  DATABASE_POOL_SIZE: '6',
  SAGAS_POLL_MS: '10',
  SAGAS_BACKOFF_MS: '5',
  SAGAS_STEP_MS: '1000',
  SAGAS_LEASE_MS: '1500',
  SAGAS_MAX_ATTEMPTS: '3',
};

export class World {
  readonly #test: TestDatabase<Tables>;
  readonly #nodes: Node[] = [];

  private constructor(test: TestDatabase<Tables>) {
    this.#test = test;
  }

  static async create(): Promise<World> {
    const directory = new URL('./migrations/', import.meta.url);
    return new World(await testDatabase<Tables>({ schema: 'orders', directory }));
  }

  /** A process; without `work` it takes no saga up. */
  start(setUp: (sagas: ModuleSagas<Tables>) => void, env: Record<string, string> = {}, work = true): Node {
    let sagas: ModuleSagas<Tables> | undefined;
    let database: Database<Tables> | undefined;
    const { workers, host, closers } = createHost({
      name: 'test',
      env: { DATABASE_URL: this.#test.url, ...fast, ...env },
      compose: (given) => {
        database = given.database<Tables>('orders');
        sagas = createSagas(given).module('orders', database);
        setUp(sagas);
        return { modules: {} };
      },
    });
    const stopping = new AbortController();
    const readiness = async (): Promise<string[]> => [];
    const working = work
      ? runWorkers({ workers, readiness, signal: stopping.signal, log: host.log })
      : undefined;
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      stopping.abort();
      await working;
      for (const close of closers()) await close();
    };
    if (!sagas || !database) throw new Error('nothing was composed');
    const node = { sagas, database, stop: () => (stopped ??= stop()) };
    this.#nodes.push(node);
    return node;
  }

  /** The steps that committed an effect, in the order in which they did. */
  async effects(id: string): Promise<string[]> {
    const { rows } = await this.#test.pool.query<{ step: string }>(
      'select step from orders.effect where saga_id = $1 order by n',
      [id],
    );
    return rows.map(({ step }) => step);
  }

  async query(text: string): Promise<void> {
    await this.#test.pool.query(text);
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
    await this.#test.close();
  }
}

/** The saga once it has ended, or got stuck. */
export async function ended({ sagas }: Node, id: string): Promise<SagaStatus> {
  for (;;) {
    const found = await sagas.find(id);
    if (found && ['done', 'undone', 'stuck'].includes(found.state)) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export async function reached({ sagas }: Node, id: string, state: SagaStatus['state']): Promise<void> {
  while ((await sagas.find(id))?.state !== state) await new Promise((resolve) => setTimeout(resolve, 10));
}
