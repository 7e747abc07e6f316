/** Every seam of the platform. What is told of the work holds no value of a request, save the headers of its trace. */
import { Seam } from './seam.ts';

/** W3C trace context as it came in, unchecked. */
export interface TraceHeaders {
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
}

export interface HttpRequest extends TraceHeaders {
  readonly method: string;
  /** As it was registered: `/orders/:id`; `undefined` when there is none. */
  readonly route: string | undefined;
}

/** Requests to the public interface; ends when the answer has been sent or its client is gone. */
export const httpRequests = new Seam<HttpRequest, { readonly status: number; readonly cut: boolean }>(
  'http.request',
);

export interface RemoteMethod {
  readonly service: string;
  readonly method: string;
}

/** Calls to another module's process, all attempts together. */
export const rpcCalls = new Seam<RemoteMethod>('rpc.call');

/** Single attempts of such calls; a failed one ends with what it was answered. */
export const rpcAttempts = new Seam<
  RemoteMethod & { readonly attempt: number },
  { readonly kind: string; readonly status?: number | undefined }
>('rpc.attempt');

/** Calls that were accepted from another process. */
export const rpcServed = new Seam<
  RemoteMethod & TraceHeaders & { readonly caller: string; readonly attempt: number },
  { readonly status: number }
>('rpc.served');

/** Calls that were turned away before they began; `service` is not set where there is no such service. */
export const rpcRefusals = new Seam<
  { readonly service: string | undefined; readonly status: number },
  undefined
>('rpc.refused');

/** Transactions of a module, the wait for a connection included. */
export const transactions = new Seam<{ readonly schema: string }>('db.transaction');

export interface Statement {
  readonly schema: string;
  /** With `$1` where values go. */
  readonly sql: string;
}

export const statements = new Seam<Statement, { readonly rowCount?: number | null }>('db.statement');

export interface Message extends TraceHeaders {
  readonly id: string;
  readonly type: string;
  /** Module and listener. */
  readonly listener: string;
  readonly attempt: number;
}

/** Messages as a listener handles them. */
export const messages = new Seam<Message>('message.handled');
