/** What a load test measured, whatever tool it was. Times are in milliseconds. */
export interface LoadResult {
  /** What made the load: autocannon, k6, wrk, artillery, or what a file of our own names. */
  readonly tool: string;
  /** The file it was read from. */
  readonly file: string;
  readonly target?: string | undefined;
  /** ISO date and time. */
  readonly startedAt?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly connections?: number | undefined;
  /** Requests that were answered or failed. */
  readonly requests: number;
  readonly errors: number;
  readonly requestsPerSecond?: number | undefined;
  /**
   * How the load was made. `most`: as many requests as were answered, so that their rate is what the system can do.
   * `limited`: at most `offered` a second. `script`: what a script asked for; how much more would go is not known.
   */
  readonly load:
    { readonly kind: 'most' | 'script' } | { readonly kind: 'limited'; readonly offered: number };
  /** Ascending; 100 is the slowest request. */
  readonly percentiles: readonly Percentile[];
}

export interface Percentile {
  readonly percentile: number;
  readonly ms: number;
}

/** What a load must not exceed or fall below. */
export interface Slo {
  readonly latencies: readonly Percentile[];
  /** Requests a second, at least. */
  readonly requestsPerSecond?: number | undefined;
  /** Share of requests that may fail: 0 to 1. */
  readonly errorShare?: number | undefined;
}
