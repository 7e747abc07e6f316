/** Reads what a request says of itself. Anything malformed is as good as absent, unless a call would change its meaning. */
import type { IncomingHttpHeaders } from 'node:http';
import type { ContextInit } from '../../context/index.ts';
import { hopAllowanceMs, maxTimeoutMs } from '../limits.ts';

export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Service and method as named by the path; the names are looked up, never used. */
export function parsePath(path: string): { readonly service: string; readonly method: string } | undefined {
  const [, service, method] = /^\/rpc\/([A-Za-z][\w]{0,127})\/([\w$%.~-]{1,256})$/.exec(path) ?? [];
  if (service === undefined || method === undefined) return undefined;
  try {
    return { service, method: decodeURIComponent(method) };
  } catch {
    return undefined;
  }
}

export function isJson(headers: IncomingHttpHeaders): boolean {
  return /^application\/json(?:;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? '');
}

/** The key without its quotes; `undefined` when there is none, `null` when it cannot be one. */
export function readKey(headers: IncomingHttpHeaders): string | undefined | null {
  const value = single(headers, 'idempotency-key');
  if (value === undefined) return undefined;
  return /^"([\x21\x23-\x5b\x5d-\x7e]{8,128})"$/.exec(value)?.[1] ?? null;
}

/** Milliseconds that the work may take: the smallest of what was asked for, less what the answer needs to get back. */
export function readTimeoutMs(headers: IncomingHttpHeaders): number {
  const asked = Math.min(
    readMs(headers, 'x-request-timeout-ms'),
    readMs(headers, 'x-envoy-expected-rq-timeout-ms'),
  );
  return Math.min(maxTimeoutMs, asked) - hopAllowanceMs;
}

function readMs(headers: IncomingHttpHeaders, name: string): number {
  const value = single(headers, name);
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : Infinity;
}

/** The context of a call, but for its deadline and its signal. */
export function readContext(headers: IncomingHttpHeaders, caller: string): ContextInit {
  const attempt = single(headers, 'x-rpc-attempt');
  return {
    requestId: single(headers, 'x-request-id'),
    traceparent: single(headers, 'traceparent'),
    tracestate: single(headers, 'tracestate'),
    attempt: attempt !== undefined && /^[1-9]\d?$/.test(attempt) ? Number(attempt) : 1,
    principal: caller,
    idempotencyKey: readKey(headers) ?? undefined,
  };
}

function single(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
