import type { Span, SpanContext } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Spans that nobody ends must not fill the memory. */
const most = 10_000;

/** The spans that are being recorded, by their place in the trace: a context knows that place and no more. */
export class LiveSpans implements SpanProcessor {
  readonly #spans = new Map<string, Span>();

  get({ spanId }: SpanContext): Span | undefined {
    return this.#spans.get(spanId);
  }

  onStart(span: Span): void {
    if (this.#spans.size < most) this.#spans.set(span.spanContext().spanId, span);
  }

  onEnd(span: { spanContext(): SpanContext }): void {
    this.#spans.delete(span.spanContext().spanId);
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {
    this.#spans.clear();
  }
}
