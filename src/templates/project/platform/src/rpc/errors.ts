/** Failures of the call itself. What the service declares comes back as the service's own class instead. */
import { setCause } from './cause.ts';

/** Whether the method may have run: `not-sent` and `rejected` say no, `executed` says yes, `unknown` says perhaps. */
export type Outcome = 'not-sent' | 'rejected' | 'executed' | 'unknown';

export interface RemoteCallDetails {
  readonly service: string;
  readonly method: string;
  readonly outcome: Outcome;
  /** How many requests were begun; 0 when none was. */
  readonly attempts: number;
  readonly status?: number | undefined;
  /** Under which the service logged an error that it did not declare. */
  readonly errorId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly traceId?: string | undefined;
  /** Set where the service and this client were made from different contracts: it may be why. */
  readonly contracts?: { readonly ours: string; readonly theirs: string } | undefined;
  readonly cause?: unknown;
}

export class RemoteCallError extends Error {
  readonly service: string;
  readonly method: string;
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly status: number | undefined;
  readonly errorId: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: RemoteCallDetails) {
    super(`${details.service}.${details.method}: ${message} (${formatDetails(details)})`);
    setCause(this, details.cause);
    this.name = new.target.name;
    this.service = details.service;
    this.method = details.method;
    this.outcome = details.outcome;
    this.attempts = details.attempts;
    this.status = details.status;
    this.errorId = details.errorId;
    this.retryAfterMs = details.retryAfterMs;
  }

  get mayHaveExecuted(): boolean {
    return this.outcome === 'executed' || this.outcome === 'unknown';
  }
}

/** Not reachable, reset, cut off, a proxy's 502, 503 or 504, or the breaker is open. */
export class RemoteUnavailableError extends RemoteCallError {}

/** One attempt's time or the whole call's is over. */
export class RemoteTimeoutError extends RemoteCallError {}

/** Too many calls here (`not-sent`), or the service said that it did not take this one (`rejected`). */
export class RemoteOverloadedError extends RemoteCallError {}

/** Not an answer of the contract: wrong type, not JSON, a redirect, or the service does not accept the request. */
export class RemoteProtocolError extends RemoteCallError {}

/** The service failed in a way it does not declare. */
export class RemoteInternalError extends RemoteCallError {}

/** An earlier attempt with the same key is still running, or died half-way. */
export class RemoteOutcomeUnknownError extends RemoteCallError {}

/** An error that the service declares and this client does not know yet. */
export class RemoteApplicationError extends RemoteCallError {
  readonly errorName: string;
  readonly detail: string;
  readonly data: unknown;

  constructor(error: { name: string; detail: string; data: unknown }, details: RemoteCallDetails) {
    super(`${error.name}: ${error.detail}`, details);
    this.errorName = error.name;
    this.detail = error.detail;
    this.data = error.data;
  }
}

function formatDetails({ outcome, attempts, errorId, traceId, contracts }: RemoteCallDetails): string {
  const parts = [outcome, attempts === 1 ? '1 attempt' : `${attempts} attempts`];
  if (errorId !== undefined) parts.push(`error ${errorId}`);
  if (traceId !== undefined) parts.push(`trace ${traceId}`);
  if (contracts !== undefined)
    parts.push(
      `versions differ: the service has contract ${contracts.theirs}, this client ${contracts.ours}`,
    );
  return parts.join(', ');
}
