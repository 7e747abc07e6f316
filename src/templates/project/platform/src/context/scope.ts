/** Contexts with an end: a deadline that aborts the signal, and a way to abort it earlier. */
import { currentContext, runInContext } from './storage.ts';
import type { CallContext } from './storage.ts';
import { newContext } from './new-context.ts';
import type { ContextInit } from './new-context.ts';

/** A context whose signal is ours to abort. `end()` must be called once the work is over: it frees timer and listener. */
export interface CallScope {
  readonly context: CallContext & { readonly signal: AbortSignal };
  /** The first reason counts. */
  abort(reason: unknown): void;
  /** Called once with the reason, at once if it has been aborted. Cheaper than the signal. */
  onAbort(listener: (reason: unknown) => void): void;
  end(): void;
}

/**
 * Opens a context with a signal that aborts at the deadline (reason: a `DOMException` named `TimeoutError`), when
 * `init.signal` aborts (with its reason), or by `abort`. Linked by hand: `AbortSignal.any` has leaked on long-lived signals.
 */
export function openContext(init: ContextInit): CallScope {
  const abortion = new Abortion();
  const { deadline, requestId, traceparent, tracestate, attempt, principal, idempotencyKey } =
    newContext(init);
  const context = {
    deadline,
    requestId,
    traceparent,
    tracestate,
    attempt,
    principal,
    idempotencyKey,
    get signal() {
      return abortion.signal;
    },
  };
  const abort = (reason: unknown): void => abortion.abort(reason);
  const follow = (): void => abort(init.signal?.reason);
  if (init.signal?.aborted) follow();
  else init.signal?.addEventListener('abort', follow, { once: true });
  const timer = deadline === undefined ? undefined : abortAt(deadline, abort);
  return {
    context,
    abort,
    onAbort: (listener) => abortion.onAbort(listener),
    end: () => {
      clearTimeout(timer);
      init.signal?.removeEventListener('abort', follow);
    },
  };
}

/** Makes its signal when somebody asks for it: most calls end before that, and a signal costs more than all the rest. */
class Abortion {
  #controller: AbortController | undefined;
  #ended: { readonly reason: unknown } | undefined;
  readonly #listeners: ((reason: unknown) => void)[] = [];

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#ended !== undefined) this.#controller.abort(this.#ended.reason);
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = { reason };
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener(reason);
  }

  onAbort(listener: (reason: unknown) => void): void {
    if (this.#ended === undefined) this.#listeners.push(listener);
    else listener(this.#ended.reason);
  }
}

/**
 * Runs `work` with at most `ms` milliseconds; a nearer deadline that was inherited stays in force. When time is up the
 * promise rejects with the `TimeoutError`, also if `work` ignores its signal.
 */
export async function withTimeout<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const scope = openContext({ ...currentContext(), timeoutMs: ms });
  const aborted = new Promise<never>((_, reject) => scope.onAbort(reject));
  try {
    return await Promise.race([aborted, runInContext(scope.context, work)]);
  } finally {
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
