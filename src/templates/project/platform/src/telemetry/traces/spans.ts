/** A span for each passage through a seam. Names and attributes are those of OpenTelemetry's semantic conventions. */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import {
  httpRequests,
  inTrace,
  messages,
  newContext,
  rpcAttempts,
  rpcServed,
  statements,
  transactions,
} from '../../context/index.ts';
import type { CallContext, Passage, Seam, TraceHeaders } from '../../context/index.ts';
import type { LiveSpans } from './live-spans.ts';
import { operationOf } from './operation.ts';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

interface SpanForm<About, Result> {
  readonly kind: SpanKind;
  readonly name: (about: About) => string;
  readonly attributes: (about: About) => Attributes;
  /** What is known at the end; `failed` marks the span. */
  readonly outcome?: (result: Result) => { readonly attributes: Attributes; readonly failed: boolean };
  /** Where the work comes from outside: its place in the trace, as it came in. */
  readonly incoming?: (about: About) => TraceHeaders;
  /** Work of the process itself that begins no trace: the polls of background loops would be nothing but noise. */
  readonly onlyBelow?: boolean;
  readonly ignores?: (about: About) => boolean;
}

/** What is watched, once there are spans. */
type Watch = (spans: Spans) => () => void;

function at<About, Result>(seam: Seam<About, Result>, form: SpanForm<About, Result>): Watch {
  return (spans) => spans.watch(seam, form);
}

const notSampled = '-00';
const longestStatement = 2_000;

const rpcAttributes = ({ service, method }: { service: string; method: string }): Attributes => ({
  'rpc.system.name': 'http_json',
  'rpc.method': `${service}/${method}`,
});

const watches: readonly Watch[] = [
  at(httpRequests, {
    kind: SpanKind.SERVER,
    name: ({ method, route }) => (route === undefined ? method : `${method} ${route}`),
    attributes: ({ method, route }) => ({
      'http.request.method': method,
      ...(route !== undefined && { 'http.route': route }),
    }),
    outcome: ({ status, cut }) => ({
      attributes: { 'http.response.status_code': status, ...(cut && { 'error.type': 'client_gone' }) },
      failed: status >= 500 || cut,
    }),
    incoming: (about) => about,
    ignores: ({ route }) => route === '/healthz' || route === '/readyz',
  }),
  at(rpcAttempts, {
    kind: SpanKind.CLIENT,
    name: ({ service, method }) => `${service}/${method}`,
    attributes: ({ attempt, ...names }) => ({
      ...rpcAttributes(names),
      ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
    }),
    outcome: ({ kind, status }) => ({
      attributes: { ...(status !== undefined && { 'http.response.status_code': status }) },
      failed: kind === 'failed',
    }),
  }),
  at(rpcServed, {
    kind: SpanKind.SERVER,
    name: ({ service, method }) => `${service}/${method}`,
    attributes: ({ caller, ...names }) => ({ ...rpcAttributes(names), 'peer.service': caller }),
    outcome: ({ status }) => ({
      attributes: { 'http.response.status_code': status },
      failed: status >= 500,
    }),
    incoming: (about) => about,
  }),
  at(transactions, {
    kind: SpanKind.INTERNAL,
    name: ({ schema }) => `transaction ${schema}`,
    attributes: ({ schema }) => ({ 'db.namespace': schema }),
    onlyBelow: true,
  }),
  at(statements, {
    kind: SpanKind.CLIENT,
    name: ({ schema, sql }) => `${operationOf(sql)} ${schema}`,
    attributes: ({ schema, sql }) => ({
      'db.system.name': 'postgresql',
      'db.namespace': schema,
      'db.operation.name': operationOf(sql),
      'db.query.text': sql.slice(0, longestStatement),
    }),
    onlyBelow: true,
  }),
  at(messages, {
    kind: SpanKind.CONSUMER,
    name: ({ type }) => `process ${type}`,
    attributes: ({ id, type, listener, attempt }) => ({
      'messaging.operation.type': 'process',
      'messaging.destination.name': type,
      'messaging.message.id': id,
      'messaging.consumer.group.name': listener,
      ...(attempt > 1 && { 'messaging.message.delivery_attempt': attempt }),
    }),
    incoming: (about) => about,
  }),
];

/** Answers how to stop. */
export function recordSpans(tracer: Tracer, live: LiveSpans): () => void {
  const spans = new Spans(tracer, live);
  const stops = watches.map((watch) => watch(spans));
  return () => stops.forEach((stop) => stop());
}

class Spans {
  readonly #tracer: Tracer;
  readonly #live: LiveSpans;

  constructor(tracer: Tracer, live: LiveSpans) {
    this.#tracer = tracer;
    this.#live = live;
  }

  watch<About, Result>(seam: Seam<About, Result>, form: SpanForm<About, Result>): () => void {
    return seam.watch({
      begin: (passage) => {
        const { about } = passage;
        if (form.ignores?.(about) === true || this.#isOutside(form, passage.context)) return undefined;
        const parent = this.#parentOf(passage, form.incoming);
        const span = this.#tracer.startSpan(
          form.name(about),
          { kind: form.kind, attributes: form.attributes(about) },
          parent,
        );
        const place = span.spanContext();
        const state = place.traceState?.serialize();
        passage.context = inTrace(passage.context ?? newContext(), formatTraceparent(place), state);
        return span;
      },
      end: (passage, span) => {
        if (span !== undefined) finish(span, passage, form);
      },
    });
  }

  /** Below work of this process that is not recorded, nothing is. */
  #isOutside({ incoming, onlyBelow }: SpanForm<never, never>, context: CallContext | undefined): boolean {
    if (context === undefined) return onlyBelow === true;
    return incoming === undefined && context.traceparent.endsWith(notSampled);
  }

  #parentOf<About>(
    { about, context }: Passage<About, unknown>,
    incoming: ((about: About) => TraceHeaders) | undefined,
  ): Context {
    const { traceparent, tracestate } = incoming?.(about) ?? context ?? {};
    const place = parseTraceparent(traceparent, tracestate);
    if (place === undefined) return ROOT_CONTEXT;
    const span = incoming === undefined ? this.#live.get(place) : undefined;
    return span === undefined ? trace.setSpanContext(ROOT_CONTEXT, place) : trace.setSpan(ROOT_CONTEXT, span);
  }
}

function finish<About, Result>(
  span: Span,
  { result, error }: Passage<About, Result>,
  { outcome }: SpanForm<About, Result>,
): void {
  if (span.isRecording()) {
    const known = result === undefined ? undefined : outcome?.(result);
    if (known !== undefined) span.setAttributes(known.attributes);
    if (error !== undefined) markFailed(span, error);
    else if (known?.failed === true) span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** The class and not the message, which may hold what nobody should read in a trace. */
function markFailed(span: Span, error: unknown): void {
  const type = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  span.setAttribute('error.type', code ?? type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
