import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../db/index.ts';
import type { Logger } from '../log/index.ts';
import type { Worker } from '../module/index.ts';
import { Runner, type AnySaga } from './runner.ts';
import type { SagasSettings } from './settings.ts';
import { takeDue, type HeldSaga } from './store.ts';

export interface SagaWorkerOptions<Tables> {
  readonly schema: string;
  readonly database: Database<Tables>;
  readonly sagas: ReadonlyMap<string, AnySaga<Tables>>;
  readonly settings: SagasSettings;
  readonly log: Logger;
}

/** Works on the sagas of one module. Any number of them may run, in any number of processes. */
export class SagaWorker<Tables> implements Worker {
  readonly name: string;
  readonly #options: SagaWorkerOptions<Tables>;
  readonly #runner: Runner<Tables>;
  readonly #running = new Set<Promise<void>>();

  constructor(options: SagaWorkerOptions<Tables>) {
    this.name = `${options.schema}-sagas`;
    this.#options = options;
    this.#runner = new Runner(options);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { settings, log, schema } = this.#options;
    while (!signal.aborted) {
      const taken = await this.#take(signal).catch((error: unknown) => {
        log.error({ err: error, schema }, 'sagas could not be read');
        return 0;
      });
      if (taken === 0) await this.#pause(settings.SAGAS_POLL_MS, signal);
    }
    await Promise.all(this.#running);
  }

  async #take(signal: AbortSignal): Promise<number> {
    const { database, sagas, settings } = this.#options;
    const free = settings.SAGAS_CONCURRENCY - this.#running.size;
    if (free <= 0) return 0;
    const taken = await takeDue(database, [...sagas.keys()], free, settings.SAGAS_LEASE_MS);
    for (const saga of taken) this.#start(saga, signal);
    return taken.length;
  }

  #start(saga: HeldSaga, signal: AbortSignal): void {
    const definition = this.#options.sagas.get(saga.name);
    if (!definition) return;
    const work = this.#runner.run(definition, saga, signal).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** Until it is time to look again, or one that was full has room. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    const full = this.#running.size >= this.#options.settings.SAGAS_CONCURRENCY;
    const time = delay(ms, undefined, { signal }).catch(() => {});
    await (full ? Promise.race([time, ...this.#running]) : time);
  }
}
