import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** What a request takes along: where it came from, its id and its trace, and nothing that only our own processes may say. */
export function forwardedHeaders(
  request: FastifyRequest,
  headers: Readonly<Record<string, unknown>>,
): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith('x-rpc-'));
  const { callContext } = request;
  return {
    ...(Object.fromEntries(kept) as IncomingHttpHeaders),
    'x-forwarded-for': [
      ...listed(request.headers['x-forwarded-for']),
      request.socket.remoteAddress ?? '',
    ].join(', '),
    'x-forwarded-host': request.host,
    'x-forwarded-proto': request.protocol,
    ...(callContext && { 'x-request-id': callContext.requestId, traceparent: callContext.traceparent }),
  };
}

const listed = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();
