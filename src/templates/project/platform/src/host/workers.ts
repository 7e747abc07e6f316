import { setTimeout as delay } from 'node:timers/promises';
import type { Readiness } from '../http/index.ts';
import type { Logger } from '../log/index.ts';
import type { Worker } from '../module/index.ts';

const restartAfterMs = 1_000;
const readyAgainAfterMs = 500;

export interface WorkersOptions {
  readonly workers: readonly Worker[];
  readonly readiness: Readiness;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Runs the background loops from when the process is ready until `signal` aborts; resolves at their end. */
export async function runWorkers({ workers, readiness, signal, log }: WorkersOptions): Promise<void> {
  if (workers.length === 0) return;
  while (!signal.aborted && (await readiness()).length > 0) await pause(readyAgainAfterMs, signal);
  await Promise.all(workers.map((worker) => keepRunning(worker, signal, log)));
}

async function keepRunning(worker: Worker, signal: AbortSignal, log: Logger): Promise<void> {
  while (!signal.aborted) {
    try {
      await worker.run(signal);
    } catch (error) {
      log.error({ err: error, worker: worker.name }, 'a worker failed and is started again');
    }
    await pause(restartAfterMs, signal);
  }
}

/** Resolves early when `signal` aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
