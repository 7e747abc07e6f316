import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemContentType } from './problem.ts';
import { knownRoutes } from './known-routes.ts';
import { toProblem } from './to-problem.ts';
import type { Answer } from './to-problem.ts';

/** Every failure leaves as `application/problem+json`; what nobody declared is logged whole under an id. */
export function answerErrors(app: FastifyInstance): void {
  const routes = knownRoutes(app);
  app.setErrorHandler((error, request, reply) => {
    const answer = toProblem(error);
    const { errorId, status } = answer.problem;
    if (reply.raw.destroyed) request.log.info({ err: error }, 'the client left before the answer');
    else if (answer.unexpected)
      request.log.error({ err: error, errorId, status, route: request.routeOptions.url }, 'request failed');
    return send(reply, answer);
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = routes.methodsOf(request.url);
    if (allowed.length === 0) return send(reply, blank(404, 'Not Found'));
    return send(reply.header('allow', allowed.join(', ')), blank(405, 'Method Not Allowed'));
  });
}

/** What fastify refuses before it has a route and runs any hook: an address like `/%zz`. */
export function answerUnroutable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 500;
  send(reply, blank(status, STATUS_CODES[status] ?? 'Error'));
}

function blank(status: number, title: string): Answer {
  return { problem: { type: 'about:blank', title, status }, unexpected: false };
}

function send(reply: FastifyReply, { problem, retryAfter }: Answer): FastifyReply {
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  // Serialised here: a route's response schemas describe what it answers itself.
  return reply.code(problem.status).type(problemContentType).serializer(JSON.stringify).send(problem);
}
