/** What the recorder hears of at the seams: a few short texts for each piece of work, and no values. */
import {
  httpRequests,
  messages,
  rpcAttempts,
  rpcServed,
  statements,
  transactions,
} from '../../context/index.ts';
import type { Passage, Seam } from '../../context/index.ts';
import { operationOf } from '../traces/operation.ts';
import type { LogOfWork, Work } from './log-of-work.ts';

/** Above that, what begins is not watched: something does not end, and it is among these. */
const mostOpen = 4_096;

/** Work as it passes the seams: what has ended goes to the log, what has not is kept here. */
export class OpenWork {
  readonly #log: LogOfWork;
  /** In places that are used again: a map of objects would cost more than all the rest. */
  readonly #open: ((() => Work) | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #stops: readonly (() => void)[];

  constructor(log: LogOfWork) {
    this.#log = log;
    this.#stops = [
      this.#watch(httpRequests, ({ method, route = '(none)' }) => `${method} ${route}`),
      this.#watch(rpcAttempts, ({ service, method }) => `${service}/${method}`),
      this.#watch(rpcServed, ({ service, method }) => `${service}/${method}`),
      this.#watch(transactions, ({ schema }) => schema),
      this.#watch(statements, ({ schema, sql }) => `${operationOf(sql)} ${schema}`),
      this.#watch(messages, ({ type, listener }) => `${type} ${listener}`),
    ];
  }

  list(): Work[] {
    return this.#open.flatMap((describe) => describe?.() ?? []);
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #watch<About, Result>(seam: Seam<About, Result>, nameOf: (about: About) => string): () => void {
    const describe = (passage: Passage<About, Result>): Work => ({
      kind: seam.name,
      name: nameOf(passage.about),
      begin: passage.beganAt,
      end: undefined,
      trace: passage.context?.traceparent.slice(3, 35) ?? '',
      outcome: 'not ended',
    });
    return seam.watch({
      begin: (passage) => this.#enter(() => describe(passage)),
      end: (passage, place) => {
        if (place === undefined) return;
        this.#open[place] = undefined;
        this.#free.push(place);
        this.#log.add(seam.name, nameOf(passage.about), outcomeOf(passage), passage);
      },
    });
  }

  #enter(describe: () => Work): number | undefined {
    const place = this.#free.pop() ?? this.#open.length;
    if (place >= mostOpen) return undefined;
    this.#open[place] = describe;
    return place;
  }
}

function outcomeOf({ result, error }: Passage<unknown, unknown>): string {
  if (error !== undefined) return error instanceof Error ? error.name : 'failed';
  const status =
    typeof result === 'object' && result !== null && 'status' in result ? result.status : undefined;
  return typeof status === 'number' ? String(status) : 'ok';
}
