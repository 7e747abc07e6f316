/** Who may come in: not before the service is ready, not while it drains, and never more than it can serve. */
import { reject } from './answer.ts';
import type { RpcAnswer } from './answer.ts';
import type { CallScope } from '../../context/index.ts';

export interface GateOptions {
  readonly maxInFlight: number;
  /** The process as a whole is behind with its work. */
  readonly overloaded: () => boolean;
}

/** A place taken; `leave` when the work has ended, not when it was answered: work that nobody waits for counts too. */
export interface Place {
  readonly leave: () => void;
}

export class Gate {
  readonly #options: GateOptions;
  readonly #scopes = new Set<CallScope>();
  #inFlight = 0;
  #onIdle: (() => void)[] = [];
  ready = false;
  draining = false;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  enter(): Place | RpcAnswer {
    if (this.draining) return reject('draining');
    if (!this.ready) return reject('not-ready');
    if (this.#inFlight >= this.#options.maxInFlight || this.#options.overloaded()) return reject('overload');
    this.#inFlight++;
    return { leave: () => this.#leave() };
  }

  /** Registers a running call, so that shutdown can abort it. Returns how to forget it. */
  watch(scope: CallScope): () => void {
    this.#scopes.add(scope);
    return () => this.#scopes.delete(scope);
  }

  abortAll(reason: unknown): void {
    for (const scope of this.#scopes) scope.abort(reason);
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#inFlight === 0) resolve();
      else this.#onIdle.push(resolve);
    });
  }

  #leave(): void {
    this.#inFlight--;
    if (this.#inFlight > 0) return;
    const waiting = this.#onIdle;
    this.#onIdle = [];
    for (const resolve of waiting) resolve();
  }
}
