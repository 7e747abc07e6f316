/** The tracing library is loaded only by processes that have somewhere to send spans to. */
import { setTimeout as delay } from 'node:timers/promises';
import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from '../../log/index.ts';
import { projectName } from '../../project.ts';
import type { TelemetrySettings } from '../settings.ts';
import { CallContextManager } from './context-manager.ts';
import { LiveSpans } from './live-spans.ts';
import { quietDiagnostics } from './diagnostics.ts';
import { samplerFor } from './sampler.ts';
import { recordSpans } from './spans.ts';

const lastSpansMs = 2_000;

export interface TracesOptions {
  readonly process: string;
  readonly endpoint: string;
  readonly settings: TelemetrySettings;
  readonly log: Logger;
}

/** Answers how to stop: what is waiting is sent first, if somebody takes it. */
export function startTraces({ process, endpoint, settings, log }: TracesOptions): () => Promise<void> {
  diag.setLogger(quietDiagnostics(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const live = new LiveSpans();
  const named = resourceFromAttributes({ 'service.name': process, 'service.namespace': projectName });
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    sampler: samplerFor(settings),
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    // Full of spans that nobody takes, its queue drops what is new.
    spanProcessors: [live, new BatchSpanProcessor(exporter)],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new CallContextManager(live));
  const stop = recordSpans(provider.getTracer(projectName), live);
  return async () => {
    stop();
    // A collector that is away must not use up the time that the process has to end.
    await Promise.race([provider.shutdown().catch(() => {}), delay(lastSpansMs)]);
    trace.disable();
    context.disable();
    diag.disable();
  };
}
