import { STATUS_CODES } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { FastifyError } from 'fastify';
import { databaseFailure } from '../db/index.ts';
import { DomainError } from '../errors/index.ts';
import { problemType } from './problem.ts';
import { OverloadedError } from './shed-load.ts';
import type { Problem } from './problem.ts';

/** What the caller is told; `unexpected` asks for the whole error in the log. */
export interface Answer {
  readonly problem: Problem;
  readonly unexpected: boolean;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Words every error: declared ones by their name, requests that cannot be read with places, the rest by an id only. */
export function toProblem(error: unknown): Answer {
  if (error instanceof DomainError) return expected(error.status, error.message, problemType(error.name));
  if (error instanceof OverloadedError)
    return { ...expected(503, `${error.message}.`, 'urn:problem:overloaded'), retryAfter: 1 };
  return requestFault(error) ?? dependencyFault(error) ?? unexpected();
}

function expected(status: number, detail?: string, type = 'about:blank'): Answer {
  return { problem: { type, title: titleOf(status), status, ...(detail && { detail }) }, unexpected: false };
}

function unexpected(): Answer {
  const problem = { type: 'about:blank', title: titleOf(500), status: 500, errorId: randomUUID() };
  return { problem, unexpected: true };
}

const titleOf = (status: number): string => STATUS_CODES[status] ?? 'Error';

/** Fastify's own refusals: a body that cannot be read, too large, of the wrong type, or not as the schema says. */
function requestFault(error: unknown): Answer | undefined {
  if (!isFastifyError(error) || error.statusCode === undefined || error.statusCode >= 500) return undefined;
  const { problem } = expected(error.statusCode);
  if (error.validation === undefined)
    return { problem: { ...problem, detail: error.message }, unexpected: false };
  const part = error.validationContext ?? 'request';
  const errors = error.validation.map(({ instancePath, message }) => ({
    path: `${part}${instancePath}`,
    reason: message ?? 'is not valid',
  }));
  return { problem: { ...problem, type: 'urn:problem:invalid-request', errors }, unexpected: false };
}

function isFastifyError(error: unknown): error is FastifyError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('FST_')
  );
}

/** Something that this process needs is away or late. It may be well in a moment, and the log has the reason. */
function dependencyFault(error: unknown): Answer | undefined {
  if (!(error instanceof Error)) return undefined;
  const late = error.name.endsWith('TimeoutError') || databaseFailure(error) === 'timeout';
  // Errors of remote calls say what became of the call: `outcome`. A process without remote calls has none of them.
  if (!late && !('outcome' in error) && databaseFailure(error) === undefined) return undefined;
  const { problem } = late
    ? expected(504, 'There was no answer in time.', 'urn:problem:timeout')
    : expected(503, 'Something this request needs is not available.', 'urn:problem:unavailable');
  return {
    problem: { ...problem, errorId: randomUUID() },
    unexpected: true,
    ...(!late && { retryAfter: 1 }),
  };
}
