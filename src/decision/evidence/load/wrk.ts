import { milliseconds } from './k6.ts';
import type { LoadResult, Percentile } from './model.ts';

/** What `wrk --latency` prints, and wrk2 with its constant rate; `undefined` where it is cut off. */
export function readWrk(text: string, file: string): LoadResult | undefined {
  const target = /^Running .+ test @ (\S+)/m.exec(text)?.[1];
  const total = /^[ \t]*(\d+) requests in ([\d.a-z]+)/m.exec(text);
  const rate = /^Requests\/sec:\s+([\d.]+)/m.exec(text)?.[1];
  if (total === null || rate === undefined) return undefined;
  const [, count = '', time = ''] = total;
  const connections = /(\d+) connections/.exec(text)?.[1];
  const sockets = [...(/Socket errors: (.+)/.exec(text)?.[1] ?? '').matchAll(/\d+/g)];
  const failed = sockets.reduce((sum, [number]) => sum + Number(number), 0);
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
  const seconds = milliseconds(time) / 1000;
  return {
    tool: 'wrk',
    file,
    target,
    durationSeconds: seconds,
    connections: connections === undefined ? undefined : Number(connections),
    requests: Number(count) + failed,
    errors: failed + refused,
    requestsPerSecond: seconds > 0 ? (Number(count) - refused) / seconds : Number(rate),
    // Only wrk2 knows percentiles as recorded by HdrHistogram, and it keeps to the rate that it was given.
    load: { kind: text.includes('HdrHistogram') ? 'script' : 'most' },
    percentiles: distribution(text),
  };
}

/** The lines below `Latency Distribution`; the slowest request is in the table above. */
function distribution(text: string): readonly Percentile[] {
  const max = /^[ \t]*Latency(?:\s+\S+){2}\s+(\S+)\s+[\d.]+%/m.exec(text)?.[1];
  const lines = [...text.matchAll(/^[ \t]*(\d+(?:\.\d+)?)%\s+([\d.]+(?:us|ms|s|m|h))[ \t]*$/gm)];
  const measured = lines.map(([, percentile = '', time = '']) => ({
    percentile: Number(percentile),
    ms: milliseconds(time),
  }));
  const all =
    measured.some(({ percentile }) => percentile === 100) || max === undefined ? [] : [milliseconds(max)];
  return [...measured, ...all.map((ms) => ({ percentile: 100, ms }))];
}
