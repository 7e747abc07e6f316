import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Profiler } from 'node:inspector';
import { CpuWindows } from './cpu-windows.ts';
import { mergeProfiles } from './merge-profiles.ts';
import { LogOfWork } from './log-of-work.ts';
import { traceOf } from './trace-events.ts';
import type { Pulse } from './trace-events.ts';
import { OpenWork } from './work.ts';

const windowMs = 10_000;
/** At 38 bytes each 1 MB, and as text 9; the windows of the CPU are 6 MB at most. */
const mostWork = 24_576;
const pulseMs = 1_000;

/** Records all the time what the process does, and forgets what is older than ten seconds. */
export class FlightRecorder {
  readonly #log = new LogOfWork(mostWork);
  readonly #open = new OpenWork(this.#log);
  readonly #cpu = new CpuWindows();
  readonly #process: string;
  readonly #stops: readonly (() => void)[];
  #pulses: readonly Pulse[] = [];

  constructor(process: string) {
    this.#process = process;
    this.#stops = [
      observeCollections(this.#log),
      feelPulse((pulse) => (this.#pulses = [...this.#pulses.slice(-windowMs / pulseMs), pulse])),
    ];
  }

  /** What was done in the last ten seconds, and what was begun and has not ended, as JSON for https://ui.perfetto.dev. */
  trace(): string {
    const now = performance.now();
    const since = now - windowMs;
    const work = [...this.#log.endedAfter(since), ...this.#open.list()];
    const pulses = this.#pulses.filter(({ at }) => at >= since);
    return JSON.stringify(traceOf({ process: this.#process, now, work, pulses }));
  }

  /** What the CPU did meanwhile. */
  cpuProfile(): Profiler.Profile | undefined {
    return mergeProfiles(this.#cpu.take());
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#open.stop();
    this.#cpu.stop();
  }
}

function observeCollections(log: LogOfWork): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      log.add('gc', 'garbage collection', 'ok', { beganAt: startTime, endedAt: startTime + duration });
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

function feelPulse(tell: (pulse: Pulse) => void): () => void {
  const delays = monitorEventLoopDelay({ resolution: 50 });
  delays.enable();
  const timer = setInterval(() => {
    tell({
      at: performance.now(),
      eventLoopDelayMs: delays.max / 1e6,
      heapUsedMb: getHeapStatistics().used_heap_size / 2 ** 20,
    });
    delays.reset();
  }, pulseMs).unref();
  return () => {
    clearInterval(timer);
    delays.disable();
  };
}
