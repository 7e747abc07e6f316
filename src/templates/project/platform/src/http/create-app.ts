import { fastify } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, RouteOptions } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { Logger } from '../log/index.ts';
import type { Routes } from '../module/index.ts';
import { answerErrors, answerUnroutable } from './answer-errors.ts';
import { addDocumentation } from './documentation.ts';
import { addHealth } from './health.ts';
import type { Readiness } from './health.ts';
import type { Authenticate } from './principal.ts';
import { addRequestContext } from './request-context.ts';
import type { OpenRequests } from './request-context.ts';
import { RequestLog } from './request-log.ts';
import { shedLoad, watchEventLoop } from './shed-load.ts';
import type { Capacity } from './shed-load.ts';
import { compileValidator } from './validate.ts';

const headersWithinMs = 2_000;
const requestWithinMs = 10_000;
const bodyLimitBytes = 256 * 1024;

/** What takes its place in the public interface before the routes of the modules. */
export type HttpPlugin = (app: FastifyInstance) => Promise<void>;

export interface HttpOptions {
  /** Of the API's page. */
  readonly title: string;
  readonly log: Logger;
  readonly routes: readonly Routes[];
  readonly readiness: Readiness;
  readonly authenticate?: Authenticate | undefined;
  readonly before?: HttpPlugin | undefined;
  /** Beyond it, requests are refused; 1,000 by default, and none while the event loop is late. */
  readonly capacity?: Partial<Capacity> | undefined;
}

const maxInFlight = 1_000;

/** The public HTTP interface of a process, not yet listening. */
export async function createHttpApp(
  options: HttpOptions,
): Promise<{ app: FastifyInstance; requests: OpenRequests }> {
  const app = fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new RequestLog(),
    frameworkErrors: answerUnroutable,
    // Lines find their request in the context; a child for each request would only add a second id.
    childLoggerFactory: (logger) => logger,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestWithinMs,
    http: { headersTimeout: headersWithinMs, connectionsCheckingInterval: 500 },
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(compileValidator).setSerializerCompiler(serializerCompiler);
  app.decorate('authenticate', options.authenticate ?? null);
  const requests = addRequestContext(app);
  answerErrors(app);
  shedLoad(app, { maxInFlight, isLate: watchEventLoop(app), ...options.capacity });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  await options.before?.(app);
  addHealth(app, options.readiness);
  await addDocumentation(app, options.title);
  await app.register(async (modules) => {
    modules.addHook('onRoute', requireResponseSchema);
    for (const routes of options.routes) await modules.register(routes);
  });
  return { app, requests };
}

/** What is not in a response schema does not leave the process, so there must be one. */
function requireResponseSchema({ method, url, schema }: RouteOptions): void {
  if (schema?.response === undefined)
    throw new Error(`Route ${String(method)} ${url} has no response schema`);
}
