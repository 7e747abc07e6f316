import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log/index.ts';
import type { Worker } from '../module/index.ts';
import type { Composition } from './types.ts';

const restartAfterMs = 1_000;

/** Runs the background loops of every module until `signal` aborts; resolves once all have ended. */
export function runWorkers(composition: Composition, signal: AbortSignal, log: Logger): Promise<unknown> {
  const workers = Object.values(composition.modules).flatMap((module) => module.workers ?? []);
  return Promise.all(workers.map((worker) => keepRunning(worker, signal, log)));
}

async function keepRunning(worker: Worker, signal: AbortSignal, log: Logger): Promise<void> {
  while (!signal.aborted) {
    try {
      await worker.run(signal);
    } catch (error) {
      log.error({ err: error, worker: worker.name }, 'a worker failed and is started again');
    }
    await delay(restartAfterMs, undefined, { signal }).catch(() => {});
  }
}
