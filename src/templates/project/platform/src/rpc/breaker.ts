/**
 * Stops calling a service that keeps failing. Closed: opens once at least 10 calls ended in the last 30 s and half of
 * them or more had failed. Open for 60 s. Half-open: lets 5 calls through; the first failure opens it again, five
 * successes close it.
 */
const bucketCount = 30;
const bucketMs = 1_000;
const minimumCalls = 10;
const failureRate = 0.5;
const openMs = 60_000;
const probes = 5;

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Leave to make one request. The first of the three that is called counts. */
export interface Permit {
  succeeded(): void;
  failed(): void;
  /** Ended in a way that says nothing about the service: the caller gave up. */
  ignored(): void;
}

interface Bucket {
  second: number;
  calls: number;
  failures: number;
}

export class CircuitBreaker {
  readonly #now: () => number;
  #state: BreakerState = 'closed';
  /** Grows with every change of state: what was begun in an earlier state does not count in this one. */
  #generation = 0;
  #openedAt = 0;
  #probesLeft = probes;
  #probesPassed = 0;
  #buckets: Bucket[] = emptyBuckets();

  constructor(now: () => number) {
    this.#now = now;
  }

  get state(): BreakerState {
    const rested = this.#state === 'open' && this.#now() - this.#openedAt >= openMs;
    if (rested) this.#change('half-open');
    return this.#state;
  }

  /** Whether `admit` would refuse at this moment. */
  get refuses(): boolean {
    const state = this.state;
    return state === 'open' || (state === 'half-open' && this.#probesLeft === 0);
  }

  admit(): Permit | undefined {
    if (this.refuses) return undefined;
    if (this.#state === 'half-open') this.#probesLeft--;
    const generation = this.#generation;
    let spent = false;
    const ifCurrent = (then: () => void) => () => {
      const counts = !spent && generation === this.#generation;
      spent = true;
      if (counts) then();
    };
    return {
      succeeded: ifCurrent(() => this.#record(false)),
      failed: ifCurrent(() => this.#record(true)),
      ignored: ifCurrent(() => this.#returnProbe()),
    };
  }

  #record(failed: boolean): void {
    if (this.#state === 'half-open') this.#recordProbe(failed);
    else this.#recordCall(failed);
  }

  #recordProbe(failed: boolean): void {
    if (failed) this.#change('open');
    else if (++this.#probesPassed === probes) this.#change('closed');
  }

  #returnProbe(): void {
    if (this.#state === 'half-open') this.#probesLeft++;
  }

  #recordCall(failed: boolean): void {
    const second = Math.floor(this.#now() / bucketMs);
    const bucket = this.#bucketOf(second);
    bucket.calls++;
    if (!failed) return;
    bucket.failures++;
    const { calls, failures } = this.#sum(second);
    if (calls >= minimumCalls && failures / calls >= failureRate) this.#change('open');
  }

  #bucketOf(second: number): Bucket {
    const index = second % bucketCount;
    const bucket = this.#buckets[index];
    if (bucket?.second === second) return bucket;
    return (this.#buckets[index] = { second, calls: 0, failures: 0 });
  }

  #sum(second: number): { calls: number; failures: number } {
    let calls = 0;
    let failures = 0;
    for (const bucket of this.#buckets) {
      if (bucket.second <= second - bucketCount) continue;
      calls += bucket.calls;
      failures += bucket.failures;
    }
    return { calls, failures };
  }

  #change(state: BreakerState): void {
    this.#state = state;
    this.#generation++;
    this.#openedAt = this.#now();
    this.#probesLeft = probes;
    this.#probesPassed = 0;
    this.#buckets = emptyBuckets();
  }
}

function emptyBuckets(): Bucket[] {
  return Array.from({ length: bucketCount }, () => ({ second: -Infinity, calls: 0, failures: 0 }));
}
