import { z } from 'zod';
import type { LoadResult } from './model.ts';

/** For a load test of any other tool, and what `scaffold advise load` keeps. The published schema is made from this. */
export const ownLoadSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('load-test'),
  tool: z.string().optional().describe('what made the load'),
  target: z.string().optional().describe('the URL'),
  startedAt: z.string().optional().describe('ISO date and time'),
  durationSeconds: z.number().positive(),
  connections: z.int().positive().optional(),
  offeredRequestsPerSecond: z
    .number()
    .positive()
    .optional()
    .describe('the rate that the test kept to; left out where it sent as much as was answered'),
  requests: z.int().nonnegative().describe('requests that were answered or failed'),
  errors: z
    .int()
    .nonnegative()
    .describe('of them: not answered, or answered with a status that is no success'),
  latencyMs: z
    .record(z.string().regex(/^p\d{1,2}(\.\d+)?$|^max$/), z.number().nonnegative())
    .describe('milliseconds by percentile: p50, p99, p99.9, max'),
});

export type OwnLoad = z.infer<typeof ownLoadSchema>;

export const fromOwn = (own: OwnLoad, file: string): LoadResult => ({
  tool: own.tool ?? 'a load test',
  file,
  target: own.target,
  startedAt: own.startedAt,
  durationSeconds: own.durationSeconds,
  connections: own.connections,
  requests: own.requests,
  errors: own.errors,
  requestsPerSecond: Math.max(0, own.requests - own.errors) / own.durationSeconds,
  load:
    own.offeredRequestsPerSecond === undefined
      ? { kind: 'most' }
      : { kind: 'limited', offered: own.offeredRequestsPerSecond },
  percentiles: Object.entries(own.latencyMs)
    .map(([name, ms]) => ({ percentile: name === 'max' ? 100 : Number(name.slice(1)), ms }))
    .sort((a, b) => a.percentile - b.percentile),
});
