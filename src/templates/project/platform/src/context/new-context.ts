import { randomUUID } from 'node:crypto';
import type { CallContext } from './storage.ts';
import { continueTrace, validTracestate } from './trace.ts';

/** What is known of a call as it enters; the rest is made up. Header values may be passed unchecked. */
export interface ContextInit {
  readonly requestId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  /** From now on; the nearer of this and `deadline` counts. */
  readonly timeoutMs?: number | undefined;
  readonly deadline?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly attempt?: number | undefined;
  readonly principal?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

const requestIdForm = /^[\w.:-]{1,128}$/;

/** A context that continues the caller's trace, or starts one. It takes nothing from the context in force. */
export function newContext(init: ContextInit = {}): CallContext {
  return {
    deadline: nearer(init.deadline, init.timeoutMs),
    signal: init.signal,
    requestId:
      init.requestId !== undefined && requestIdForm.test(init.requestId) ? init.requestId : randomUUID(),
    traceparent: continueTrace(init.traceparent),
    tracestate: validTracestate(init.tracestate),
    attempt: init.attempt ?? 1,
    principal: init.principal,
    idempotencyKey: init.idempotencyKey,
  };
}

function nearer(deadline: number | undefined, timeoutMs: number | undefined): number | undefined {
  if (timeoutMs === undefined) return deadline;
  const byTimeout = performance.now() + timeoutMs;
  return deadline === undefined ? byTimeout : Math.min(deadline, byTimeout);
}
