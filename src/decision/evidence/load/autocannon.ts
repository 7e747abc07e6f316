import { z } from 'zod';
import type { LoadResult, Percentile } from './model.ts';

/** What `autocannon --json` prints. Latencies are in milliseconds. */
export const autocannonSchema = z.object({
  url: z.union([z.string(), z.array(z.string())]).optional(),
  connections: z.number().optional(),
  duration: z.number(),
  start: z.coerce.date().optional(),
  errors: z.number(),
  non2xx: z.number(),
  latency: z.record(z.string(), z.number().nullable()),
  requests: z.looseObject({ total: z.number(), average: z.number() }),
});

/** `errors` are connections that failed or timed out; answers that are no success come on top. */
export function fromAutocannon(raw: z.infer<typeof autocannonSchema>, file: string): LoadResult {
  const { latency, requests, errors, non2xx, duration } = raw;
  return {
    tool: 'autocannon',
    file,
    target: [raw.url ?? []].flat()[0],
    startedAt: raw.start?.toISOString(),
    durationSeconds: duration,
    connections: raw.connections,
    requests: requests.total + errors,
    errors: errors + non2xx,
    requestsPerSecond: duration > 0 ? (requests.total - non2xx) / duration : undefined,
    load: { kind: 'most' },
    percentiles: percentilesIn(latency),
  };
}

/** `p97_5` is the 97.5th. */
export function percentilesIn(latency: Readonly<Record<string, number | null>>): readonly Percentile[] {
  return Object.entries(latency)
    .flatMap(([name, ms]) => {
      const percentile =
        name === 'max' ? 100 : Number(/^p(\d+(?:_\d+)?)$/.exec(name)?.[1]?.replace('_', '.'));
      return ms === null || Number.isNaN(percentile) ? [] : [{ percentile, ms }];
    })
    .sort((a, b) => a.percentile - b.percentile);
}
