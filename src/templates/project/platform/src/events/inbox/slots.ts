import type { Bell } from '../wake.ts';

/** How many listeners of a process may work at the same time, all modules together. */
export class Slots {
  #free: number;
  /** Those who found none. */
  readonly #starved = new Set<Bell>();

  constructor(size: number) {
    this.#free = size;
  }

  /** All that are free; without any, `bell` is rung as soon as there is one. */
  take(bell: Bell): number {
    const taken = this.#free;
    this.#free = 0;
    if (taken === 0) this.#starved.add(bell);
    return taken;
  }

  giveBack(count: number): void {
    if (count === 0) return;
    this.#free += count;
    const waiting = [...this.#starved];
    this.#starved.clear();
    for (const bell of waiting) bell.ring();
  }
}
