import type { CallContext } from './storage.ts';

/** The same context at another place of its trace. */
export function inTrace(
  context: CallContext,
  traceparent: string,
  tracestate: string | undefined,
): CallContext {
  const { deadline, requestId, attempt, principal, idempotencyKey } = context;
  return {
    deadline,
    requestId,
    traceparent,
    tracestate,
    attempt,
    principal,
    idempotencyKey,
    // Read when it is asked for: some contexts make their signal only then.
    get signal() {
      return context.signal;
    },
  };
}
