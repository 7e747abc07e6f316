import { z } from 'zod';

const count = (min: number, max: number, byDefault: number) =>
  z.coerce.number().int().min(min).max(max).default(byDefault);

/** What the sagas of a process read from the environment. */
export const sagasConfig = z
  .object({
    SAGAS_POLL_MS: count(10, 60_000, 500).describe('How often it is looked for sagas that are due'),
    SAGAS_CONCURRENCY: count(1, 100, 4).describe(
      'Sagas of one module that go on at the same time in one process',
    ),
    SAGAS_MAX_ATTEMPTS: count(1, 100, 10).describe(
      'Attempts until a step is given up, or its undoing is stuck',
    ),
    SAGAS_BACKOFF_MS: count(1, 60_000, 1_000).describe(
      'Delay after the first failed attempt; doubled with each to at most 30 s, ± 20 %',
    ),
    SAGAS_STEP_MS: count(10, 60_000, 10_000).describe('Time that one attempt of a step has'),
    SAGAS_LEASE_MS: count(100, 600_000, 30_000).describe(
      'After this, a saga whose process says nothing is taken over by another; more than SAGAS_STEP_MS',
    ),
  })
  .refine(({ SAGAS_LEASE_MS, SAGAS_STEP_MS }) => SAGAS_LEASE_MS > SAGAS_STEP_MS, {
    path: ['SAGAS_LEASE_MS'],
    error: 'must be more than SAGAS_STEP_MS, or sagas are taken over from processes that work on them',
  });

export type SagasSettings = z.infer<typeof sagasConfig>;

const maxBackoffMs = 30_000;
const jitter = 0.2;

/** Milliseconds to wait after attempt `attempt`, from 1. `random` is in [0, 1). */
export function backoffMs(baseMs: number, attempt: number, random: number): number {
  const delay = Math.min(Math.max(baseMs, maxBackoffMs), baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(delay * (1 - jitter + 2 * jitter * random));
}
