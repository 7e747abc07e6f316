import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Profiler } from 'node:inspector';
import { CpuWindows } from './cpu-windows.ts';
import { mergeProfiles } from './merge-profiles.ts';
import { Ring } from './ring.ts';
import { traceOf } from './trace-events.ts';
import type { Pulse, Recording } from './trace-events.ts';
import { listenToWork } from './work.ts';
import type { OpenWork, Work } from './work.ts';

const windowMs = 10_000;
/** About 250 bytes each: 4 MB, beside the 6 MB at most of the CPU's windows. */
const mostWork = 16_384;
/** Above that, what begins is not recorded: something does not end, and it is among these. */
const mostOpen = 4_096;
const pulseMs = 1_000;
const mostCollections = 1_024;

/** Records all the time what the process does, and forgets what is older than ten seconds. */
export class FlightRecorder {
  readonly #work = new Ring<Work>(mostWork);
  readonly #open = new Map<object, OpenWork>();
  readonly #pulses = new Ring<Pulse>(windowMs / pulseMs);
  readonly #collections = new Ring<Work>(mostCollections);
  readonly #cpu = new CpuWindows();
  readonly #process: string;
  readonly #stops: readonly (() => void)[];

  constructor(process: string) {
    this.#process = process;
    this.#stops = [
      listenToWork({
        begun: (key, work) => {
          if (this.#open.size < mostOpen) this.#open.set(key, work);
        },
        ended: (key, outcome) => {
          const work = this.#open.get(key);
          if (work === undefined) return;
          this.#open.delete(key);
          this.#work.add({ ...work, end: performance.now(), outcome });
        },
      }),
      observeCollections((collection) => this.#collections.add(collection)),
      feelPulse((pulse) => this.#pulses.add(pulse)),
    ];
  }

  /** What was done in the last ten seconds, and what was begun and has not ended, as JSON for https://ui.perfetto.dev. */
  trace(): string {
    const now = performance.now();
    const since = now - windowMs;
    const recording: Recording = {
      process: this.#process,
      now,
      done: [...this.#work.items(), ...this.#collections.items()].filter(({ end }) => end >= since),
      open: [...this.#open.values()],
      pulses: this.#pulses.items().filter(({ at }) => at >= since),
    };
    return JSON.stringify(traceOf(recording));
  }

  /** What the CPU did meanwhile. */
  cpuProfile(): Profiler.Profile | undefined {
    return mergeProfiles(this.#cpu.take());
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#cpu.stop();
  }
}

function observeCollections(tell: (collection: Work) => void): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      tell({
        kind: 'gc',
        name: 'garbage collection',
        begin: startTime,
        end: startTime + duration,
        trace: '',
        outcome: 'ok',
      });
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

function feelPulse(tell: (pulse: Pulse) => void): () => void {
  const delays = monitorEventLoopDelay({ resolution: 20 });
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
