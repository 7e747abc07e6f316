/** Contexts with an end: a deadline that aborts the signal, and a way to abort it earlier. */
import { currentContext, runInContext } from './storage.ts';
import type { CallContext } from './storage.ts';
import { newContext } from './new-context.ts';
import type { ContextInit } from './new-context.ts';

/** A context whose signal is ours to abort. `end()` must be called once the work is over: it frees timer and listener. */
export interface CallScope {
  readonly context: CallContext & { readonly signal: AbortSignal };
  abort(reason: unknown): void;
  end(): void;
}

/**
 * Opens a context with a signal that aborts at the deadline (reason: a `DOMException` named `TimeoutError`), when
 * `init.signal` aborts (with its reason), or by `abort`. Linked by hand: `AbortSignal.any` has leaked on long-lived signals.
 */
export function openContext(init: ContextInit): CallScope {
  const controller = new AbortController();
  const context = { ...newContext(init), signal: controller.signal };
  const abort = (reason: unknown): void => controller.abort(reason);
  const follow = (): void => abort(init.signal?.reason);
  if (init.signal?.aborted) follow();
  else init.signal?.addEventListener('abort', follow, { once: true });
  const timer = context.deadline === undefined ? undefined : abortAt(context.deadline, abort);
  return {
    context,
    abort,
    end: () => {
      clearTimeout(timer);
      init.signal?.removeEventListener('abort', follow);
    },
  };
}

/**
 * Runs `work` with at most `ms` milliseconds; a nearer deadline that was inherited stays in force. When time is up the
 * promise rejects with the `TimeoutError`, also if `work` ignores its signal.
 */
export async function withTimeout<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const scope = openContext({ ...currentContext(), timeoutMs: ms });
  const { signal } = scope.context;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([aborted, runInContext(scope.context, work)]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    scope.end();
  }
}

function abortAt(deadline: number, abort: (reason: unknown) => void): NodeJS.Timeout {
  const left = Math.max(0, deadline - performance.now());
  const timer = setTimeout(
    () => abort(new DOMException('The deadline of the call passed', 'TimeoutError')),
    left,
  );
  return timer.unref();
}
