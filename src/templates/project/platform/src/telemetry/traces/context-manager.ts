import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Context, ContextManager } from '@opentelemetry/api';
import { currentContext, inTrace, newContext, runInContext } from '../../context/index.ts';
import type { LiveSpans } from './live-spans.ts';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

/**
 * OpenTelemetry's context over the platform's: a span started with `startActiveSpan` is what calls, SQL and log lines
 * below it belong to, and the span of a request is the parent of the first.
 */
export class CallContextManager implements ContextManager {
  /** What a context holds besides its span: baggage, and keys of others. */
  readonly #storage = new AsyncLocalStorage<Context>();
  readonly #live: LiveSpans;

  constructor(live: LiveSpans) {
    this.#live = live;
  }

  active(): Context {
    const rest = this.#storage.getStore() ?? ROOT_CONTEXT;
    const call = currentContext();
    const place = parseTraceparent(call?.traceparent, call?.tracestate);
    if (place === undefined || trace.getSpanContext(rest)?.spanId === place.spanId) return rest;
    const span = this.#live.get(place);
    return span === undefined ? trace.setSpanContext(rest, place) : trace.setSpan(rest, span);
  }

  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: Context,
    work: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    const run = (): ReturnType<F> => work.call(thisArg as ThisParameterType<F>, ...args);
    return this.#storage.run(context, () => {
      const place = trace.getSpanContext(context);
      if (place === undefined) return run();
      const { traceState } = place;
      const call = currentContext() ?? newContext();
      return runInContext(inTrace(call, formatTraceparent(place), traceState?.serialize()), run);
    });
  }

  bind<T>(context: Context, target: T): T {
    if (typeof target !== 'function') return target;
    const bound = (...args: unknown[]): unknown =>
      this.with(context, () => Reflect.apply(target, undefined, args));
    return bound as T;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    this.#storage.disable();
    return this;
  }
}
