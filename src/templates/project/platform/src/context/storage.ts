/** What travels with a call without being in any signature. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface CallContext {
  /** On the clock of `performance.now()`, in milliseconds; `undefined`: none. */
  readonly deadline: number | undefined;
  /** Aborts when the caller is gone or the deadline has passed. */
  readonly signal: AbortSignal | undefined;
  readonly requestId: string;
  /** W3C trace context of the work in progress. */
  readonly traceparent: string;
  readonly tracestate?: string | undefined;
  /** Which attempt of the caller this is, from 1. Above 1, calls made below are not retried: one layer retries. */
  readonly attempt: number;
  /** The calling service, or the id of the user. */
  readonly principal?: string | undefined;
  /** The key under which a repetition of this call is recognised. */
  readonly idempotencyKey?: string | undefined;
}

const storage = new AsyncLocalStorage<CallContext>();

/** The context of the work in progress; `undefined` outside any request. */
export function currentContext(): CallContext | undefined {
  return storage.getStore();
}

export function runInContext<T>(context: CallContext, work: () => T): T {
  return storage.run(context, work);
}

/** Milliseconds until the deadline, never below 0; `undefined` when there is none. */
export function remainingMs(): number | undefined {
  const deadline = storage.getStore()?.deadline;
  return deadline === undefined ? undefined : Math.max(0, deadline - performance.now());
}
