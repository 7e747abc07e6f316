const capacity = 2_048;

/** The last 2,048 durations. */
export class Percentiles {
  readonly #values: number[] = [];
  #next = 0;

  add(value: number): void {
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % capacity;
  }

  /** The value that a share of all is at or below (nearest rank); `undefined` when there is none. */
  at(share: number): number | undefined {
    const sorted = [...this.#values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }
}
