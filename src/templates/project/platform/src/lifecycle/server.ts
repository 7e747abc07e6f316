/** When what happens to a server that ends, in milliseconds from when it is told to. */
export interface DrainTimes {
  /** Until then new work is still taken: those who route it have not noticed yet that we are no longer ready. */
  readonly lameDuckMs: number;
  /** Then what still runs is aborted. */
  readonly abortMs: number;
  /** Then connections are cut. */
  readonly endMs: number;
}

/** Something that listens. */
export interface Server {
  /** Where it can be reached from this machine. */
  readonly url: string;
  /** Ends in order. `false`: something had to be cut. */
  drain(times: DrainTimes): Promise<boolean | void>;
}
