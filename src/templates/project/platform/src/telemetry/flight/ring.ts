/** The last so many of something; what is older is overwritten. */
export class Ring<T> {
  readonly #size: number;
  readonly #places: T[] = [];
  #next = 0;

  constructor(size: number) {
    this.#size = size;
  }

  add(item: T): void {
    this.#places[this.#next] = item;
    this.#next = (this.#next + 1) % this.#size;
  }

  /** Oldest first. */
  items(): T[] {
    return [...this.#places.slice(this.#next), ...this.#places.slice(0, this.#next)];
  }
}
