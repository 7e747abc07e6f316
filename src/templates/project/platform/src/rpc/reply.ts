/** What one attempt came to, as a value: the loop over the attempts decides what becomes of it. */
import { causeOf } from './cause.ts';
import { RemoteTimeoutError, RemoteUnavailableError, RemoteProtocolError } from './errors.ts';
import type { Outcome, RemoteCallDetails, RemoteCallError } from './errors.ts';
import type { Repeat } from './retry.ts';
import type { TransportError } from './transport.ts';

export interface Failure {
  readonly kind: 'failed';
  readonly outcome: Outcome;
  readonly repeat: Repeat;
  /** The service or the way to it is in trouble: counts for the breaker and the retry budget. */
  readonly infrastructure: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly status?: number | undefined;
  readonly errorId?: string | undefined;
  readonly cause?: unknown;
  readonly toError: (details: RemoteCallDetails) => RemoteCallError;
}

export interface Declared {
  readonly kind: 'declared';
  readonly error: Error;
  readonly retryable: boolean;
}

export type Reply<Result> = { readonly kind: 'result'; readonly value: Result } | Declared | Failure;

type RemoteCallErrorClass = new (message: string, details: RemoteCallDetails) => RemoteCallError;

export function failure(
  ErrorClass: RemoteCallErrorClass,
  message: string,
  rest: Omit<Failure, 'kind' | 'toError'>,
): Failure {
  return { kind: 'failed', ...rest, toError: (details) => new ErrorClass(message, details) };
}

/** `shortened`: the deadline of the whole call was nearer than the limit of one attempt. */
export function failureOfTransport(error: TransportError, shortened: boolean): Failure {
  const { message } = error;
  const cause = causeOf(error);
  const repeat: Repeat = error.sent ? 'when-safe' : 'always';
  const outcome: Outcome = error.sent ? 'unknown' : 'not-sent';
  switch (error.failure) {
    case 'unreachable':
    case 'cut-off':
      return failure(RemoteUnavailableError, message, { outcome, repeat, infrastructure: true, cause });
    case 'timeout':
      return failure(RemoteTimeoutError, message, {
        outcome,
        repeat: shortened ? 'never' : repeat,
        infrastructure: !shortened,
      });
    case 'malformed':
    case 'too-large':
      return failure(RemoteProtocolError, message, {
        outcome: 'unknown',
        repeat: 'never',
        infrastructure: true,
        cause,
      });
  }
}
