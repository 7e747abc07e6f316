import { z } from 'zod';
import type { LoadResult, Percentile } from './model.ts';

const numbers = z.record(z.string(), z.unknown());

/** `k6 run --summary-export`, or the `data` of `handleSummary` as JSON: the same metrics, there one level deeper. */
export const k6Schema = z.object({
  metrics: z.looseObject({ http_req_duration: numbers, http_reqs: numbers }),
  state: z.looseObject({ testRunDurationMs: z.number() }).optional(),
});

export function fromK6({ metrics, state }: z.infer<typeof k6Schema>, file: string): LoadResult {
  const duration = valuesOf(metrics.http_req_duration);
  const requests = valuesOf(metrics.http_reqs);
  const failed = valuesOf(metrics['http_req_failed']);
  const count = requests['count'] ?? 0;
  const rate = requests['rate'];
  // A summary export calls the share of failed requests `value`, the data of handleSummary `rate`.
  const share = failed['rate'] ?? failed['value'] ?? 0;
  const seconds = state ? state.testRunDurationMs / 1000 : rate ? count / rate : undefined;
  return {
    tool: 'k6',
    file,
    durationSeconds: seconds,
    requests: count,
    errors: Math.round(count * share),
    requestsPerSecond: rate === undefined ? undefined : rate * (1 - share),
    load: { kind: 'script' },
    percentiles: trendPercentiles(duration),
  };
}

function valuesOf(metric: unknown): Readonly<Record<string, number>> {
  if (typeof metric !== 'object' || metric === null) return {};
  const values = 'values' in metric ? metric.values : metric;
  const entries = Object.entries(values as object).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(entries) as Record<string, number>;
}

/** `med`, `p(95)`, `max`. */
export const trendPercentiles = (trend: Readonly<Record<string, number>>): readonly Percentile[] =>
  Object.entries(trend)
    .flatMap(([name, ms]) => {
      const percentile =
        name === 'med' ? 50 : name === 'max' ? 100 : Number(/^p\((\d+(?:\.\d+)?)\)$/.exec(name)?.[1]);
      return Number.isNaN(percentile) ? [] : [{ percentile, ms }];
    })
    .sort((a, b) => a.percentile - b.percentile);

/** The summary that k6 prints at the end; `undefined` where its lines are not there. */
export function readK6Text(text: string, file: string): LoadResult | undefined {
  const duration = /^[ \t]*(?:✓|✗)?[ \t]*http_req_duration\.*:\s+(.+)$/m.exec(text)?.[1];
  const requests = /^[ \t]*http_reqs\.*:\s+(\d+)\s+([\d.]+)\/s/m.exec(text);
  if (duration === undefined || requests === null) return undefined;
  const failed = Number(/http_req_failed\.*:\s+([\d.]+)%/.exec(text)?.[1] ?? 0) / 100;
  const trend = Object.fromEntries(
    [...duration.matchAll(/([\w().]+)=(\S+)/g)].map(([, name = '', time = '']) => [name, milliseconds(time)]),
  );
  const [, count = '', rate = ''] = requests;
  return {
    tool: 'k6',
    file,
    durationSeconds: Number(rate) > 0 ? Number(count) / Number(rate) : undefined,
    requests: Number(count),
    errors: Math.round(Number(count) * failed),
    requestsPerSecond: Number(rate) * (1 - failed),
    load: { kind: 'script' },
    percentiles: trendPercentiles(trend),
  };
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** `1m2.5s`, `635.91us`, `0s`; NaN for anything else. */
export function milliseconds(text: string): number {
  const parts = [...text.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return Number.NaN;
  return parts.reduce(
    (sum, [, value = '', unit = '']) => sum + Number(value) * (units[unit] ?? Number.NaN),
    0,
  );
}
