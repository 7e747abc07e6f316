import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openContext, runInContext } from '../context/index.ts';
import type { CallScope } from '../context/index.ts';

/** A request's whole time; whatever it calls inherits what remains. */
const edgeDeadlineMs = 2_000;

declare module 'fastify' {
  interface FastifyRequest {
    scope: CallScope | null;
  }
}

export interface OpenRequests {
  /** Aborts the signal of every request that is being worked on. */
  abort(reason: Error): void;
}

/**
 * Gives each request its context: id, trace, deadline, and a signal that aborts when the client goes away. Handlers
 * and all that they call find it with `currentContext()`.
 */
export function addRequestContext(app: FastifyInstance): OpenRequests {
  const open = new Set<CallScope>();
  app.decorateRequest('scope', null);
  app.addHook('onRequest', (request, reply, done) => {
    const scope = openContext({ ...traceOf(request), timeoutMs: edgeDeadlineMs });
    request.scope = scope;
    open.add(scope);
    reply.raw.once('close', () => {
      // On the answer: the request itself emits `close` as soon as its body is read.
      if (!reply.raw.writableFinished) scope.abort(new DOMException('The client is gone', 'AbortError'));
      scope.end();
      open.delete(scope);
    });
    reply.header('x-request-id', scope.context.requestId);
    runInContext(scope.context, done);
  });
  // Reading a body leaves the asynchronous context of the hook above; enter it again.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.scope === null) done();
    else runInContext(request.scope.context, done);
  });
  return { abort: (reason) => open.forEach((scope) => scope.abort(reason)) };
}

function traceOf({
  headers,
}: FastifyRequest): Record<'requestId' | 'traceparent' | 'tracestate', string | undefined> {
  return {
    requestId: single(headers['x-request-id']),
    traceparent: single(headers['traceparent']),
    tracestate: single(headers['tracestate']),
  };
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
