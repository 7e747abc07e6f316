/** What one logical call sends: the same body and key in all attempts, and headers of its own in each. */
import { childTrace, newContext } from '../context/index.ts';
import type { CallContext } from '../context/index.ts';
import { RemoteProtocolError } from './errors.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { maxRequestBytes } from './limits.ts';
import type { RpcMethod, RpcService, Safety } from './method.ts';

export interface Outgoing {
  readonly path: string;
  readonly body: string;
  readonly safety: Safety;
  readonly key: string | undefined;
  readonly contractHash: string;
  readonly context: CallContext;
}

/** Throws WireError when the arguments do not fit the contract, RemoteProtocolError when they are too large. */
export function prepareCall<Args extends readonly unknown[], Result>(
  service: RpcService,
  method: RpcMethod<Args, Result>,
  args: Args,
  inherited: CallContext | undefined,
): Outgoing {
  const names = { service: service.name, method: method.name };
  const { safety } = method;
  const body = JSON.stringify(method.encodeArgs(args));
  if (Buffer.byteLength(body) > maxRequestBytes) {
    const details = { ...names, outcome: 'not-sent', attempts: 0 } as const;
    throw new RemoteProtocolError('the arguments are over the limit of 1 MiB', details);
  }
  const tagged = method.idempotencyKey?.(args);
  const key = safety === 'mutating' ? idempotencyKey({ ...names, body, tagged }, inherited) : undefined;
  const path = `/rpc/${names.service}/${encodeURIComponent(names.method)}`;
  return { path, body, safety, key, contractHash: service.contractHash, context: inherited ?? newContext() };
}

/**
 * `timeoutMs`: what this attempt has. Relative, so that clocks need not agree. `own`: the attempt's place in the trace,
 * where it has one.
 */
export function requestHeaders(
  call: Outgoing,
  attempt: number,
  timeoutMs: number,
  own: CallContext | undefined,
): Record<string, string> {
  const { context, key } = call;
  const tracestate = (own ?? context).tracestate;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, application/problem+json',
    'x-request-timeout-ms': String(Math.max(1, Math.floor(timeoutMs))),
    'x-request-id': context.requestId,
    'x-rpc-attempt': String(attempt),
    'x-rpc-contract': call.contractHash,
    'x-rpc-safety': call.safety,
    traceparent: own?.traceparent ?? childTrace(context.traceparent),
  };
  if (tracestate !== undefined) headers['tracestate'] = tracestate;
  if (key !== undefined) headers['idempotency-key'] = `"${key}"`;
  return headers;
}
