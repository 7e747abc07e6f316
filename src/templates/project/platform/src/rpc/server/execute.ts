/** Runs the method and words what came of it. Never rejects. */
import type { Logger } from '../../log/index.ts';
import type { CallContext } from '../../context/index.ts';
import { WireError } from '../codec/index.ts';
import type { Executed } from '../dedup/once.ts';
import { errorProblem, internalProblem } from '../problem.ts';
import { emptyAnswer, jsonAnswer, problemAnswer, refuse } from './answer.ts';
import type { Served, ServedMethod } from './registry.ts';

export interface Execution {
  readonly served: Served;
  readonly target: ServedMethod;
  readonly args: readonly unknown[];
  readonly context: CallContext;
  readonly log: Logger;
}

export async function execute(execution: Execution): Promise<Executed> {
  const { target, args } = execution;
  let result: unknown;
  try {
    result = await target.invoke(args);
  } catch (error) {
    return whenThrown(error, execution);
  }
  try {
    const body = target.method.encodeResult(result);
    return { answer: body === undefined ? emptyAnswer : jsonAnswer(JSON.stringify(body)), fate: 'keep' };
  } catch (error) {
    return misfit(error, 'its result', execution);
  }
}

function whenThrown(error: unknown, execution: Execution): Executed {
  const { context, served, target } = execution;
  if (isOwnAbort(error, context.signal)) return { answer: refuse('deadline'), fate: 'abandon' };
  const codec = target.method.errors.find((each) => each.matches(error));
  if (codec === undefined || !(error instanceof Error)) return undeclared(error, execution);
  try {
    const problem = errorProblem(
      served.service.name,
      codec.name,
      codec.status,
      error.message,
      codec.encode(error),
    );
    return { answer: problemAnswer(problem), fate: codec.retryable === true ? 'forget' : 'keep' };
  } catch (encodingError) {
    return misfit(encodingError, `its error ${codec.name}`, execution);
  }
}

/** The method gave up because its signal told it to: how far it had come is not known. */
function isOwnAbort(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted !== true) return false;
  const name = error instanceof Error ? error.name : '';
  return error === signal.reason || name === 'AbortError' || name === 'TimeoutError';
}

function undeclared(error: unknown, execution: Execution): Executed {
  return failed(
    internalProblem(),
    { err: error },
    'A remote method failed in a way it does not declare',
    execution,
  );
}

/** The method did its work and answered something else than its types say: the caller learns where, never what. */
function misfit(error: unknown, what: string, execution: Execution): Executed {
  if (!(error instanceof WireError)) return undeclared(error, execution);
  const { path, outline, expected } = error;
  const problem = internalProblem(`${what} does not fit the contract: ${outline}: expected ${expected}`);
  const details = { err: error, path, expected };
  return failed(
    problem,
    details,
    `A remote method answered, and ${what} does not fit the contract`,
    execution,
  );
}

/** Kept too: a repetition must not run it again. */
function failed(
  problem: ReturnType<typeof internalProblem>,
  details: object,
  message: string,
  { context, served, target, log }: Execution,
): Executed {
  const { requestId, traceparent } = context;
  const where = { service: served.service.name, method: target.method.name, requestId, traceparent };
  log.error({ ...details, errorId: problem.instance, ...where }, message);
  return { answer: problemAnswer(problem), fate: 'keep' };
}
