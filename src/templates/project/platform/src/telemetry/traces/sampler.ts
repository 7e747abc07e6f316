import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Sampler } from '@opentelemetry/sdk-trace-base';
import { sampledShare } from '../settings.ts';
import type { TelemetrySettings } from '../settings.ts';

const parentBased = 'parentbased_';

/** As OTEL_TRACES_SAMPLER says. `parentbased_…`: who began a trace has decided for all of it. */
export function samplerFor(settings: TelemetrySettings): Sampler {
  const { OTEL_TRACES_SAMPLER: name } = settings;
  const root = rootSampler(name.replace(parentBased, ''), sampledShare(settings));
  return name.startsWith(parentBased) ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(name: string, share: number): Sampler {
  if (name === 'always_on') return new AlwaysOnSampler();
  return name === 'always_off' ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(share);
}
