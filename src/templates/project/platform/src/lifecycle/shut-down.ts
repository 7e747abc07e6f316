import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log/index.ts';
import type { DrainTimes, Server } from './server.ts';

/** What a process has to put down, in the order in which it does. */
export interface Shutdown {
  readonly log: Logger;
  /** From now on not ready, so that no new work is sent here. */
  readonly announce: () => void;
  /** How long new work may still arrive, because those who route it have not noticed yet. */
  readonly lameDuckMs: number;
  readonly server: Server;
  /** Resolves once the background work is finished; it was told to stop by `announce`. */
  readonly workers: Promise<unknown>;
  /** Last opened first; the database pool is the last of them. */
  readonly closers: readonly (() => Promise<void>)[];
  readonly totalMs?: number | undefined;
}

/** Kept back from the drain for what comes after it. */
const reserveMs = 500;
/** Time that aborted work gets to end by itself before its connection is cut. */
const cutAfterMs = 500;

/** Puts everything down within `totalMs` (10 s). Answers the exit code: 0, or 1 when something had to be cut. */
export async function shutDown({ totalMs = 10_000, ...steps }: Shutdown): Promise<number> {
  const end = performance.now() + totalMs;
  const left = (): number => Math.max(0, end - performance.now());
  const { log } = steps;
  let clean = true;
  const within = async (what: string, work: Promise<unknown>): Promise<void> => {
    const outcome = await settle(work, left());
    if (outcome === 'done') return;
    clean = false;
    log.error(outcome === 'late' ? {} : { err: outcome.error }, `${what} did not end cleanly`);
  };

  steps.announce();
  await within('serving', drain(steps.server, timesFor(steps.lameDuckMs, totalMs)));
  await within('background work', steps.workers);
  for (const close of steps.closers) await within('closing', close());
  log.info({ clean }, 'stopped');
  return clean ? 0 : 1;
}

function timesFor(lameDuckMs: number, totalMs: number): DrainTimes {
  const endMs = Math.max(0, totalMs - reserveMs);
  return { lameDuckMs: Math.min(lameDuckMs, endMs), abortMs: Math.max(0, endMs - cutAfterMs), endMs };
}

async function drain(server: Server, times: DrainTimes): Promise<void> {
  if ((await server.drain(times)) === false) throw new Error('requests were cut off');
}

async function settle(work: Promise<unknown>, ms: number): Promise<'done' | 'late' | { error: unknown }> {
  const timeout = new AbortController();
  try {
    const late = delay(ms, 'late' as const, { signal: timeout.signal }).catch(() => 'late' as const);
    return await Promise.race([work.then(() => 'done' as const), late]);
  } catch (error) {
    return { error };
  } finally {
    timeout.abort();
  }
}
