import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** More than a process takes to stop in order. */
const killAfterMs = 12_000;

export interface ProcessOptions {
  readonly cwd: string;
  /** A TypeScript file, from `cwd`. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

export interface LocalProcess {
  readonly pid: number | undefined;
  /** Resolves when it has ended, however that came: its exit code, or the signal. */
  readonly ended: Promise<number | string>;
  /** Asks it to stop in order, and kills it when it does not. */
  stop(): Promise<void>;
  kill(): void;
}

/** Runs a source file in a process that stops by itself should we be gone. */
export function startProcess({ cwd, entry, env, onLine }: ProcessOptions): LocalProcess {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', entry], {
    cwd,
    env,
    // A group of its own: Ctrl-C reaches us alone, and we decide in which order things stop.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', onLine);
  const ended = endOf(child);
  return {
    pid: child.pid,
    ended,
    kill: () => child.kill('SIGKILL'),
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      await ended.finally(() => clearTimeout(timer));
    },
  };
}

/**
 * Resolves when the process at `url` is ready, or as soon as `givenUp`.
 * @throws when it takes longer than `withinMs`
 */
export async function untilReady(url: string, givenUp: () => boolean, withinMs = 30_000): Promise<void> {
  for (const last = performance.now() + withinMs; performance.now() < last && !givenUp(); await delay(50)) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
  }
  if (!givenUp()) throw new Error(`${url} was not ready within ${withinMs / 1_000} s.`);
}

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}
