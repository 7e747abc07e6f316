/** Keeps retries from multiplying the load on a service that fails: no retries at half of the tokens or fewer. */
const capacity = 10;
const perFailure = 1;
const perSuccess = 0.1;

export class RetryBudget {
  #tokens = capacity;

  get allowsRetry(): boolean {
    return this.#tokens > capacity / 2;
  }

  succeeded(): void {
    this.#tokens = Math.min(capacity, this.#tokens + perSuccess);
  }

  /** An infrastructure failure, whether or not it is retried. */
  failed(): void {
    this.#tokens = Math.max(0, this.#tokens - perFailure);
  }
}
