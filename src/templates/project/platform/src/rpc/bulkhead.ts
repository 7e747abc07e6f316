/** Bounds what one service can hold up: so many requests at once, so many callers waiting, nobody else. */

/** Gives the place back; safe to call twice. */
export type Release = () => void;
/** `full`: no room to wait. `timeout`: no place became free in time. */
export type Refusal = 'full' | 'timeout';

interface Waiter {
  readonly enter: (release: Release) => void;
}

export class Bulkhead {
  readonly #maxActive: number;
  readonly #maxWaiting: number;
  #active = 0;
  readonly #waiting = new Set<Waiter>();

  constructor(maxActive = 64, maxWaiting = 128) {
    this.#maxActive = maxActive;
    this.#maxWaiting = maxWaiting;
  }

  get active(): number {
    return this.#active;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** A place at once, or a promise of one. Rejects with the signal's reason when it aborts first. */
  enter(waitMs: number, signal: AbortSignal | undefined): Release | Refusal | Promise<Release | Refusal> {
    if (this.#active < this.#maxActive) return this.#take();
    if (this.#waiting.size >= this.#maxWaiting) return 'full';
    return this.#wait(waitMs, signal);
  }

  #wait(waitMs: number, signal: AbortSignal | undefined): Promise<Release | Refusal> {
    return new Promise((resolve, reject) => {
      const leave = (then: () => void) => () => {
        this.#waiting.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        then();
      };
      const onAbort = leave(() => reject(signal?.reason));
      const timer = setTimeout(
        leave(() => resolve('timeout')),
        waitMs,
      );
      const waiter: Waiter = { enter: (release) => leave(() => resolve(release))() };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(waiter);
    });
  }

  #take(): Release {
    this.#active++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#active--;
      const [next] = this.#waiting;
      next?.enter(this.#take());
    };
  }
}
