/** `/healthz`: the process is alive, nothing else is asked. `/readyz`: what the services need has answered. */
import { refuse } from './answer.ts';
import type { RpcAnswer } from './answer.ts';
import type { Gate } from './gate.ts';

const pollMs = 500;

export interface Readiness {
  check(): Promise<boolean>;
  stop(): void;
}

/** Opens the gate when the check passes for the first time, asking again until it does. */
export function watchReadiness(check: (() => Promise<unknown>) | undefined, gate: Gate): Readiness {
  gate.ready = check === undefined;
  let timer: NodeJS.Timeout | undefined;
  const ask = async (): Promise<boolean> => {
    try {
      await check?.();
      gate.ready = true;
      return true;
    } catch {
      return false;
    }
  };
  const poll = async (): Promise<void> => {
    if (!(await ask())) timer = setTimeout(() => void poll(), pollMs).unref();
  };
  if (!gate.ready) void poll();
  return { check: ask, stop: () => clearTimeout(timer) };
}

/** `undefined`: not a question about health. */
export function answerHealth(
  path: string,
  readiness: Readiness,
  ending: boolean,
): RpcAnswer | Promise<RpcAnswer> | undefined {
  if (path === '/healthz') return ok;
  if (path !== '/readyz') return undefined;
  return ending ? refuse('draining') : readiness.check().then((ready) => (ready ? ok : refuse('not-ready')));
}

const ok: RpcAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: '{"status":"ok"}',
};
