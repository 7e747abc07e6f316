/** Reads an answer: a result, a declared error as its class, or a failure. */
import { WireError } from './codec/index.ts';
import {
  RemoteApplicationError,
  RemoteInternalError,
  RemoteOutcomeUnknownError,
  RemoteOverloadedError,
  RemoteProtocolError,
  RemoteTimeoutError,
  RemoteUnavailableError,
} from './errors.ts';
import type { RpcMethod } from './method.ts';
import { parseProblem, problemType } from './problem.ts';
import type { AdapterProblem, ParsedProblem } from './problem.ts';
import { failure } from './reply.ts';
import type { Declared, Failure, Reply } from './reply.ts';
import type { TransportAnswer } from './transport.ts';

const defaultInProgressDelayMs = 1_000;
const gatewayStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

export function readAnswer<Args extends readonly unknown[], Result>(
  service: string,
  method: RpcMethod<Args, Result>,
  answer: TransportAnswer,
): Reply<Result> {
  if (answer.status === 200 || answer.status === 204) return readResult(method, answer);
  const rejected = header(answer, 'x-rpc-rejected');
  if (rejected !== undefined && (answer.status === 503 || answer.status === 429))
    return rejection(answer, rejected);
  const problem = mediaType(answer) === problemType ? parseProblem(answer.body, answer.status) : undefined;
  if (problem?.kind === 'error') return declaredError(service, method, problem, answer);
  if (problem !== undefined) return adapterFailure(problem, answer);
  if (gatewayStatuses.has(answer.status)) return gatewayFailure(answer);
  const redirect = answer.status >= 300 && answer.status < 400;
  return misfit(answer, redirect ? 'a redirect, which is never followed' : `status ${answer.status}`);
}

function readResult<Args extends readonly unknown[], Result>(
  method: RpcMethod<Args, Result>,
  answer: TransportAnswer,
): Reply<Result> {
  const empty = answer.status === 204;
  if (!empty && mediaType(answer) !== 'application/json')
    return misfit(answer, 'not JSON by its content type');
  try {
    const body: unknown = empty ? undefined : JSON.parse(answer.body.toString());
    return { kind: 'result', value: method.decodeResult(body) };
  } catch (error) {
    return misfit(
      answer,
      error instanceof WireError ? error.message : 'not an answer of the contract',
      error,
    );
  }
}

function declaredError<Args extends readonly unknown[], Result>(
  service: string,
  method: RpcMethod<Args, Result>,
  problem: ParsedProblem & { kind: 'error' },
  answer: TransportAnswer,
): Declared | Failure {
  const codec =
    problem.service === service ? method.errors.find(({ name }) => name === problem.name) : undefined;
  if (codec === undefined) {
    const rest = {
      outcome: 'executed',
      repeat: 'never',
      infrastructure: false,
      status: answer.status,
    } as const;
    return { kind: 'failed', ...rest, toError: (details) => new RemoteApplicationError(problem, details) };
  }
  try {
    const error = codec.decode(problem.detail, problem.data);
    return { kind: 'declared', error, retryable: codec.retryable === true };
  } catch (error) {
    return misfit(answer, `the fields of ${problem.name} do not fit`, error);
  }
}

function adapterFailure(problem: ParsedProblem & { kind: 'adapter' }, answer: TransportAnswer): Failure {
  const { status } = answer;
  switch (problem.code) {
    case 'internal': {
      const rest = { outcome: 'executed', repeat: 'never', infrastructure: false, status } as const;
      const where = problem.detail === '' ? '' : `: ${problem.detail}`;
      return failure(RemoteInternalError, `failed inside the service${where}`, {
        ...rest,
        errorId: problem.errorId,
      });
    }
    case 'in-progress': {
      const retryAfterMs = retryAfter(answer) ?? defaultInProgressDelayMs;
      const rest = {
        outcome: 'unknown',
        repeat: 'always',
        infrastructure: false,
        status,
        retryAfterMs,
      } as const;
      return failure(RemoteOutcomeUnknownError, 'an earlier attempt is still running', rest);
    }
    case 'outcome-unknown': {
      const rest = { outcome: 'unknown', repeat: 'never', infrastructure: false, status } as const;
      return failure(RemoteOutcomeUnknownError, 'an earlier attempt died half-way', rest);
    }
    case 'deadline': {
      const rest = { outcome: 'unknown', repeat: 'when-safe', infrastructure: true, status } as const;
      return failure(RemoteTimeoutError, 'the service ran out of time', rest);
    }
    default:
      return refusedRequest(problem.code, problem.detail, answer);
  }
}

/** The service is there and says that this request is not one of its contract: nothing ran, and nothing is broken. */
function refusedRequest(code: AdapterProblem, detail: string, { status }: TransportAnswer): Failure {
  const message = detail === '' ? code : `${code}: ${detail}`;
  const rest = { outcome: 'rejected', repeat: 'never', infrastructure: false, status } as const;
  return failure(RemoteProtocolError, message, rest);
}

function rejection(answer: TransportAnswer, reason: string): Failure {
  const known = /^[a-z-]{1,32}$/.test(reason) ? reason : 'no reason given';
  return failure(RemoteOverloadedError, `not taken by the service: ${known}`, {
    outcome: 'rejected',
    repeat: 'always',
    infrastructure: true,
    status: answer.status,
    retryAfterMs: retryAfter(answer),
  });
}

/** A proxy's word: it does not say whether the service got the request. */
function gatewayFailure(answer: TransportAnswer): Failure {
  return failure(RemoteUnavailableError, `status ${answer.status} from the way to the service`, {
    outcome: 'unknown',
    repeat: 'when-safe',
    infrastructure: true,
    status: answer.status,
    retryAfterMs: retryAfter(answer),
  });
}

function misfit({ status }: TransportAnswer, message: string, cause?: unknown): Failure {
  const rest = { outcome: 'unknown', repeat: 'never', infrastructure: true, status, cause } as const;
  return failure(RemoteProtocolError, `the answer does not fit: ${message}`, rest);
}

/** In milliseconds. Dates are not used: clocks differ. */
function retryAfter(answer: TransportAnswer): number | undefined {
  const seconds = header(answer, 'retry-after');
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

function mediaType(answer: TransportAnswer): string | undefined {
  return header(answer, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase();
}

export function header(answer: TransportAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : undefined;
}
