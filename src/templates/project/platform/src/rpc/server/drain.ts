/** An orderly end: nothing that was accepted is lost, and the end comes in time. Milliseconds from the start. */
import type { Server } from 'node:http';
import type { Gate } from './gate.ts';

export interface DrainTimes {
  /** Until then calls are still taken: the news that this process goes away must reach its callers first. */
  readonly lameDuckMs: number;
  /** Then what still runs is aborted. */
  readonly abortMs: number;
  /** Then connections are cut. */
  readonly endMs: number;
}

export const defaultDrainTimes: DrainTimes = { lameDuckMs: 2_000, abortMs: 9_000, endMs: 10_000 };

/**
 * `true` when nothing was cut. Listening goes on during the lame-duck time, since `server.close()` closes idle
 * connections at once and races with a caller that is just sending.
 */
export async function drain(server: Server, gate: Gate, times: DrainTimes): Promise<boolean> {
  await pause(times.lameDuckMs);
  gate.draining = true;
  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
  if (await finishes(gate.idle(), times.abortMs - times.lameDuckMs)) {
    server.closeIdleConnections();
    if (await finishes(closed, times.endMs - times.abortMs)) return true;
    server.closeAllConnections();
    return true;
  }
  gate.abortAll(new DOMException('The service is shutting down', 'AbortError'));
  const finished = await finishes(gate.idle(), times.endMs - times.abortMs);
  server.closeAllConnections();
  return finished;
}

async function finishes(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
