/** When a failed attempt is repeated: decided by what is known of it and by the method's safety, never by the status alone. */
import type { Safety } from './method.ts';

/** `when-safe`: the attempt may have run, so only a method that may be repeated is. */
export type Repeat = 'always' | 'when-safe' | 'never';

export interface RetrySettings {
  /** Attempts in all. */
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** The delay is multiplied by a factor in 1 ± jitter. */
  readonly jitter: number;
}

/** For calls inside a request. */
export const requestRetry: RetrySettings = {
  maxAttempts: 3,
  baseDelayMs: 100,
  maxDelayMs: 2_000,
  jitter: 0.2,
};
/** For relays and consumers, whom nobody waits for. */
export const backgroundRetry: RetrySettings = {
  maxAttempts: 5,
  baseDelayMs: 1_000,
  maxDelayMs: 30_000,
  jitter: 0.2,
};

/** A mutating method may be repeated only where the service recognises its key after a crash. */
export function mayRepeat(repeat: Repeat, safety: Safety, durableDedup: boolean): boolean {
  if (repeat === 'when-safe') return safety !== 'mutating' || durableDedup;
  return repeat === 'always';
}

/** Milliseconds to wait after attempt `attempt` (from 1), never less than the service asked for. */
export function retryDelayMs(
  settings: RetrySettings,
  attempt: number,
  random: number,
  retryAfterMs = 0,
): number {
  const { baseDelayMs, maxDelayMs, jitter } = settings;
  const delay = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1)) * (1 - jitter + 2 * jitter * random);
  return Math.max(delay, retryAfterMs);
}
