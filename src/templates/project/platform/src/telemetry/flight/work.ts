/** What the recorder keeps of a passage through a seam: a few short texts and two times, nothing that holds more. */
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

export interface Work {
  readonly kind: string;
  readonly name: string;
  /** On the clock of `performance.now()`. */
  readonly begin: number;
  readonly end: number;
  readonly trace: string;
  readonly outcome: string;
}

/** Work that is not finished. */
export type OpenWork = Omit<Work, 'end' | 'outcome'>;

export interface WorkListener {
  begun(key: object, work: OpenWork): void;
  ended(key: object, outcome: string): void;
}

/** Answers how to stop. */
export function listenToWork(listener: WorkListener): () => void {
  const stops = [
    listen(listener, httpRequests, ({ method, route = '(none)' }) => `${method} ${route}`),
    listen(listener, rpcAttempts, ({ service, method }) => `${service}/${method}`),
    listen(listener, rpcServed, ({ service, method }) => `${service}/${method}`),
    listen(listener, transactions, ({ schema }) => schema),
    listen(listener, statements, ({ schema, sql }) => `${operationOf(sql)} ${schema}`),
    listen(listener, messages, ({ type, listener: name }) => `${type} ${name}`),
  ];
  return () => stops.forEach((stop) => stop());
}

function listen<About, Result>(
  listener: WorkListener,
  seam: Seam<About, Result>,
  name: (about: About) => string,
): () => void {
  return seam.watch({
    begin: (passage) =>
      listener.begun(passage, {
        kind: seam.name,
        name: name(passage.about),
        begin: passage.beganAt,
        trace: passage.context?.traceparent.slice(3, 35) ?? '',
      }),
    end: (passage) => listener.ended(passage, outcomeOf(passage)),
  });
}

function outcomeOf({ result, error }: Passage<unknown, unknown>): string {
  if (error !== undefined) return error instanceof Error ? error.name : 'failed';
  const status =
    typeof result === 'object' && result !== null && 'status' in result ? result.status : undefined;
  return typeof status === 'number' ? String(status) : 'ok';
}
