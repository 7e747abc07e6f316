/** Runs work of one subject in the order in which it is given, and work of different subjects at the same time. */
export class InOrder {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(subject) ?? Promise.resolve();
    const done = before.then(work, work);
    this.#last.set(subject, done);
    const forget = (): void => {
      if (this.#last.get(subject) === done) this.#last.delete(subject);
    };
    done.then(forget, forget);
    return done;
  }
}
