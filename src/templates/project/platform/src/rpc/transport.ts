/** How one attempt travels. Implementations know nothing of retries, safety or contracts. */
import { setCause } from './cause.ts';

export interface TransportRequest {
  /** Absolute path on the service, from the contract only. */
  readonly path: string;
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface TransportAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Transport {
  /** Rejects with TransportError, or with the signal's reason. */
  send(request: TransportRequest): Promise<TransportAnswer>;
  close(): Promise<void>;
}

/**
 * `unreachable`: nothing was sent. `cut-off`: the connection ended before the answer was whole. `malformed`: what came
 * is not HTTP. `too-large`: the answer is over the limit. `timeout`: `timeoutMs` passed; `sent` says in which phase.
 */
export type TransportFailure = 'unreachable' | 'cut-off' | 'malformed' | 'too-large' | 'timeout';

export class TransportError extends Error {
  readonly failure: TransportFailure;
  /** The connection was up, so bytes of the request may have arrived. */
  readonly sent: boolean;

  constructor(failure: TransportFailure, sent: boolean, message: string, cause?: unknown) {
    super(message);
    setCause(this, cause);
    this.name = 'TransportError';
    this.failure = failure;
    this.sent = sent;
  }
}
