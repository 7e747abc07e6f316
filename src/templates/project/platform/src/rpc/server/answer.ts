/** What a handler gives back, whatever carries it. */
import { adapterProblem, problemType } from '../problem.ts';
import type { AdapterProblem, Problem } from '../problem.ts';

export interface RpcAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty with 204. */
  readonly body: string;
}

export function jsonAnswer(body: string, headers: Readonly<Record<string, string>> = {}): RpcAnswer {
  return { status: 200, headers: { 'content-type': 'application/json', ...headers }, body };
}

export const emptyAnswer: RpcAnswer = { status: 204, headers: {}, body: '' };

export function problemAnswer(problem: Problem, headers: Readonly<Record<string, string>> = {}): RpcAnswer {
  return {
    status: problem.status,
    headers: { 'content-type': problemType, ...headers },
    body: JSON.stringify(problem),
  };
}

/** An answer of the machinery. `detail` is for people and never holds a value of the request. */
export function refuse(
  code: AdapterProblem,
  detail?: string,
  headers?: Readonly<Record<string, string>>,
): RpcAnswer {
  return problemAnswer(adapterProblem(code, detail), headers);
}

/** States that the method did not run: such a call may be repeated, whatever it does. */
export function reject(reason: 'overload' | 'draining' | 'not-ready'): RpcAnswer {
  const code = reason === 'overload' ? 'overloaded' : reason;
  return refuse(code, undefined, { 'x-rpc-rejected': reason, 'retry-after': '1' });
}
