import { LogController } from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { runInContext } from '../context/index.ts';
import { isProbe } from './health.ts';

/** One line for each answer: the route and not the address, which may hold what nobody should read in a log. */
export class RequestLog extends LogController {
  constructor() {
    super({ disableRequestLogging: ({ url }) => isProbe(url) });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    if (this.isLogDisabled(request)) return;
    const { method, routeOptions, callContext, log } = request;
    const ms = Math.round(reply.elapsedTime);
    const fields = {
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms,
      ...(error && { err: error }),
    };
    // The end of an answer is an event of its connection: it happens outside the request's context.
    if (callContext === null) log.info(fields, 'answered');
    else runInContext(callContext, () => log.info(fields, 'answered'));
  }

  override routeNotFound(): void {}
}
