import { z } from 'zod';
import type { LoadResult, Percentile } from './model.ts';

const counts = z.record(z.string(), z.number());
const summary = z.record(z.string(), z.number().nullable());

/** `artillery run --output`, version 2: counters, rates and summaries by name. */
export const artillerySchema = z.object({
  aggregate: z.looseObject({
    counters: counts,
    summaries: z.looseObject({ 'http.response_time': summary }),
    firstCounterAt: z.number().optional(),
    lastCounterAt: z.number().optional(),
  }),
});

/** The same of version 1. */
export const oldArtillerySchema = z.object({
  aggregate: z.looseObject({
    requestsCompleted: z.number(),
    latency: summary,
    rps: z.looseObject({ mean: z.number() }),
    codes: counts,
    errors: counts,
  }),
});

export function fromArtillery({ aggregate }: z.infer<typeof artillerySchema>, file: string): LoadResult {
  const { counters, summaries, firstCounterAt, lastCounterAt } = aggregate;
  const seconds =
    firstCounterAt !== undefined && lastCounterAt !== undefined
      ? (lastCounterAt - firstCounterAt) / 1000
      : undefined;
  const failed = sumOf(counters, (name) => name.startsWith('errors.'));
  const refused = sumOf(counters, (name) => /^http\.codes\.[45]/.test(name));
  const answered = counters['http.responses'] ?? 0;
  return {
    tool: 'artillery',
    file,
    startedAt: firstCounterAt === undefined ? undefined : new Date(firstCounterAt).toISOString(),
    durationSeconds: seconds,
    requests: Math.max(counters['http.requests'] ?? 0, answered + failed),
    errors: failed + refused,
    requestsPerSecond: seconds ? (answered - refused) / seconds : undefined,
    load: { kind: 'script' },
    percentiles: percentilesOf(summaries['http.response_time']),
  };
}

export function fromOldArtillery(
  { aggregate }: z.infer<typeof oldArtillerySchema>,
  file: string,
): LoadResult {
  const { requestsCompleted, latency, rps, codes, errors } = aggregate;
  const failed = sumOf(errors, () => true);
  const refused = sumOf(codes, (code) => /^[45]/.test(code));
  return {
    tool: 'artillery',
    file,
    durationSeconds: rps.mean > 0 ? requestsCompleted / rps.mean : undefined,
    requests: requestsCompleted + failed,
    errors: failed + refused,
    requestsPerSecond: rps.mean,
    load: { kind: 'script' },
    percentiles: percentilesOf(latency),
  };
}

const sumOf = (values: Readonly<Record<string, number>>, wanted: (name: string) => boolean): number =>
  Object.entries(values).reduce((sum, [name, value]) => (wanted(name) ? sum + value : sum), 0);

/** `median`, `p95`, `p999` (the 99.9th), `max`. */
const percentilesOf = (latency: Readonly<Record<string, number | null>>): readonly Percentile[] =>
  Object.entries(latency)
    .flatMap(([name, ms]) => {
      const digits = /^p(\d{2})(\d*)$/.exec(name);
      const named = name === 'median' ? 50 : name === 'max' ? 100 : Number.NaN;
      const percentile = digits ? Number(`${digits[1]}.${digits[2] || 0}`) : named;
      return ms === null || Number.isNaN(percentile) ? [] : [{ percentile, ms }];
    })
    .filter(({ percentile }, at, all) => all.findIndex((one) => one.percentile === percentile) === at)
    .sort((a, b) => a.percentile - b.percentile);
