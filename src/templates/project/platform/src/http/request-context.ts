import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpRequests, openContext, runInContext } from '../context/index.ts';
import type { CallContext, CallScope } from '../context/index.ts';

/** A request's whole time; whatever it calls inherits what remains. */
const edgeDeadlineMs = 2_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** What its handlers run in. */
    callContext: CallContext | null;
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
  app.decorateRequest('callContext', null);
  app.addHook('onRequest', (request, reply, done) => {
    const trace = traceOf(request);
    const scope = openContext({ ...trace, timeoutMs: edgeDeadlineMs });
    const { method, routeOptions } = request;
    const passage = httpRequests.begin({ ...trace, method, route: routeOptions.url }, scope.context);
    const context = passage?.context ?? scope.context;
    request.callContext = context;
    open.add(scope);
    reply.raw.once('close', () => {
      // On the answer: the request itself emits `close` as soon as its body is read.
      const cut = !reply.raw.writableFinished;
      if (cut) scope.abort(new DOMException('The client is gone', 'AbortError'));
      scope.end();
      open.delete(scope);
      httpRequests.end(passage, { status: reply.statusCode, cut });
    });
    reply.header('x-request-id', context.requestId);
    runInContext(context, done);
  });
  // Reading a body leaves the asynchronous context of the hook above; enter it again.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.callContext === null) done();
    else runInContext(request.callContext, done);
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
