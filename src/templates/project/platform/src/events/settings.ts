import { z } from 'zod';

const count = (min: number, max: number, byDefault: number) =>
  z.coerce.number().int().min(min).max(max).default(byDefault);

/** What the events of a process read from the environment. */
export const eventsConfig = z
  .object({
    EVENTS_URL: z
      .string()
      .optional()
      .describe(
        'How events leave the process: not set or `local`: not at all; else by the scheme of the URL',
      ),
    EVENTS_POLL_MS: count(10, 60_000, 500).describe(
      'How often tables are looked at when nobody says that there is something',
    ),
    EVENTS_BATCH: count(1, 1_000, 100).describe('Events that a relay takes at once'),
    EVENTS_CONCURRENCY: count(1, 100, 4).describe(
      'Listeners of one module that work at the same time in one process, each with a database connection',
    ),
    EVENTS_MAX_ATTEMPTS: count(1, 100, 10).describe('Attempts until an event is dead'),
    EVENTS_BACKOFF_MS: count(1, 60_000, 1_000).describe(
      'Delay after the first failed attempt; doubled with each to at most 30 s, ± 20 %',
    ),
    EVENTS_HANDLE_MS: count(10, 60_000, 5_000).describe('Time that a listener has for one event'),
    EVENTS_LEASE_MS: count(100, 600_000, 30_000).describe(
      'After this, what a process has taken and said nothing of is taken by another; more than EVENTS_HANDLE_MS',
    ),
    EVENTS_KEEP_HOURS: count(1, 24 * 365, 24 * 7).describe(
      'How long completed events are kept: to be looked at, and to recognise what is delivered again',
    ),
  })
  .refine(({ EVENTS_LEASE_MS, EVENTS_HANDLE_MS }) => EVENTS_LEASE_MS > EVENTS_HANDLE_MS, {
    path: ['EVENTS_LEASE_MS'],
    error: 'must be more than EVENTS_HANDLE_MS, or events are handled again while they are being handled',
  });

export type EventsSettings = z.infer<typeof eventsConfig>;

export interface BackoffSettings {
  readonly baseMs: number;
  readonly maxMs: number;
}

const maxBackoffMs = 30_000;
const jitter = 0.2;

export const backoffOf = ({ EVENTS_BACKOFF_MS: baseMs }: EventsSettings): BackoffSettings => ({
  baseMs,
  maxMs: Math.max(baseMs, maxBackoffMs),
});

/** Milliseconds to wait after attempt `attempt`, from 1. `random` is in [0, 1). */
export function backoffMs({ baseMs, maxMs }: BackoffSettings, attempt: number, random: number): number {
  const delay = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(delay * (1 - jitter + 2 * jitter * random));
}
