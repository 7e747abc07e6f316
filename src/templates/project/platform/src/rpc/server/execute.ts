/** Runs the method and words what came of it. Never rejects. */
import type { Logger } from '../../log/index.ts';
import type { CallContext } from '../../context/index.ts';
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
  try {
    const body = target.method.encodeResult(await target.invoke(args));
    return { answer: body === undefined ? emptyAnswer : jsonAnswer(JSON.stringify(body)), fate: 'keep' };
  } catch (error) {
    return whenThrown(error, execution);
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
    return undeclared(encodingError, execution);
  }
}

/** The method gave up because its signal told it to: how far it had come is not known. */
function isOwnAbort(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted !== true) return false;
  const name = error instanceof Error ? error.name : '';
  return error === signal.reason || name === 'AbortError' || name === 'TimeoutError';
}

/** Kept too: a repetition must not run it again. */
function undeclared(error: unknown, { context, served, target, log }: Execution): Executed {
  const problem = internalProblem();
  const { requestId, traceparent } = context;
  const where = { service: served.service.name, method: target.method.name, requestId, traceparent };
  log.error(
    { err: error, errorId: problem.instance, ...where },
    'A remote method failed in a way it does not declare',
  );
  return { answer: problemAnswer(problem), fate: 'keep' };
}
