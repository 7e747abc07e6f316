/**
 * Where work crosses a boundary: a request comes in, a call goes out, a transaction begins. Who wants to know of it
 * subscribes. Without a subscriber a seam costs one comparison.
 */
import { channel } from 'node:diagnostics_channel';
import type { Channel } from 'node:diagnostics_channel';
import { currentContext, runInContext } from './storage.ts';
import type { CallContext } from './storage.ts';

/** One piece of work, from its begin to its end. */
export interface Passage<About, Result> {
  readonly about: About;
  /** On the clock of `performance.now()`. */
  readonly beganAt: number;
  /** Set at the end. */
  endedAt: number;
  /** What the work runs in. A watcher may put another in its place when the work begins. */
  context: CallContext | undefined;
  /** How it ended; `undefined` when it failed. */
  result: Result | undefined;
  /** What it was rejected with. */
  error: unknown;
  /** Each watcher's own. */
  readonly kept: unknown[];
}

/** Must not throw. */
export interface SeamWatcher<About, Result, Kept> {
  /** What it answers is given back to it at the end. */
  begin?(passage: Passage<About, Result>): Kept;
  /** Without `kept` when the work had begun before anybody watched. */
  end?(passage: Passage<About, Result>, kept: Kept | undefined): void;
}

export class Seam<About, Result = unknown> {
  readonly name: string;
  readonly #begin: Channel;
  readonly #end: Channel;
  #watchers = 0;

  constructor(name: string) {
    this.name = name;
    this.#begin = channel(`platform.${name}.begin`);
    this.#end = channel(`platform.${name}.end`);
  }

  /** `undefined`: nobody watches. */
  begin(about: About, context = currentContext()): Passage<About, Result> | undefined {
    if (!this.#begin.hasSubscribers && !this.#end.hasSubscribers) return undefined;
    const beganAt = performance.now();
    const passage = { about, beganAt, endedAt: 0, context, result: undefined, error: undefined, kept: [] };
    this.#begin.publish(passage);
    return passage;
  }

  end(passage: Passage<About, Result> | undefined, result: Result | undefined, error?: unknown): void {
    if (passage === undefined) return;
    passage.endedAt = performance.now();
    passage.result = result;
    passage.error = error;
    this.#end.publish(passage);
  }

  /** Runs `work`, which is told its context when that is a new one. */
  around<T extends Result>(
    about: About,
    work: (own: CallContext | undefined) => Promise<T>,
    context = currentContext(),
  ): Promise<T> {
    const passage = this.begin(about, context);
    return passage === undefined ? work(undefined) : this.#watched(passage, work, context);
  }

  async #watched<T extends Result>(
    passage: Passage<About, Result>,
    work: (own: CallContext | undefined) => Promise<T>,
    context: CallContext | undefined,
  ): Promise<T> {
    const own = passage.context === context ? undefined : passage.context;
    try {
      const result = await (own === undefined ? work(undefined) : runInContext(own, () => work(own)));
      this.end(passage, result);
      return result;
    } catch (error) {
      this.end(passage, undefined, error);
      throw error;
    }
  }

  /** Answers how to stop watching. */
  watch<Kept>(watcher: SeamWatcher<About, Result, Kept>): () => void {
    const place = this.#watchers++;
    const begin = (message: unknown): void => {
      const passage = message as Passage<About, Result>;
      passage.kept[place] = watcher.begin?.(passage);
    };
    const end = (message: unknown): void => {
      const passage = message as Passage<About, Result>;
      watcher.end?.(passage, passage.kept[place] as Kept | undefined);
    };
    if (watcher.begin !== undefined) this.#begin.subscribe(begin);
    if (watcher.end !== undefined) this.#end.subscribe(end);
    return () => {
      this.#begin.unsubscribe(begin);
      this.#end.unsubscribe(end);
    };
  }
}
