import { setTimeout as delay } from 'node:timers/promises';

/** The outcome of `work`, or a `TimeoutError` after `ms`. The work goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = delay(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new DOMException('No answer in time', 'TimeoutError');
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    timeout.abort();
  }
}
