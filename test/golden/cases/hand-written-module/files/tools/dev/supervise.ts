import { setTimeout as delay } from 'node:timers/promises';
import { startProcess, untilReady } from '@books/platform/local';
import type { LocalProcess, ProcessPlan } from '@books/platform/local';
import { say } from './output.ts';

const restartAfterMs = 2_000;

/** A process that is started again when it ends. */
export interface Supervised {
  /** True when other processes call it. */
  readonly called: boolean;
  /** Resolves when it is ready for the first time. */
  readonly ready: Promise<void>;
  /** Stops it in order and starts it again, because its source changed. */
  restart(): void;
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

export function supervise(
  { name, entry, port, url }: ProcessPlan,
  { root, env, print }: SuperviseOptions,
): Supervised {
  const stopping = new AbortController();
  const begin = (): LocalProcess => startProcess({ cwd: root, entry, env, onLine: print });
  let current = begin();
  let restarting = false;
  const ready = untilReady(`http://127.0.0.1:${port}`, () => stopping.signal.aborted, Infinity);

  const keepAlive = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const end = await current.ended;
      if (stopping.signal.aborted) return;
      if (!restarting) {
        say(`${name} ended (${end}); it is started again in ${restartAfterMs / 1_000} s`);
        await delay(restartAfterMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
      restarting = false;
      if (!stopping.signal.aborted) current = begin();
    }
  };
  const loop = keepAlive();
  return {
    called: url !== undefined,
    ready,
    restart: () => {
      if (restarting) return;
      restarting = true;
      void current.stop();
    },
    stop: async () => {
      stopping.abort();
      await current.stop();
      await loop;
    },
  };
}
