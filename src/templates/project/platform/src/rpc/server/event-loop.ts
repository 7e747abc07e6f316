/** Tells when the process cannot keep up: every answer would be late, so new calls are better sent elsewhere. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const limitMs = 500;
const intervalMs = 1_000;

export interface EventLoopWatch {
  /** The 99th percentile of the delay over the last second was above half a second. */
  overloaded(): boolean;
  stop(): void;
}

export function watchEventLoop(): EventLoopWatch {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  histogram.enable();
  let late = false;
  const timer = setInterval(() => {
    late = histogram.percentile(99) / 1e6 > limitMs;
    histogram.reset();
  }, intervalMs).unref();
  return {
    overloaded: () => late,
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
