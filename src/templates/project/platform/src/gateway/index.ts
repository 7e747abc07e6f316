/**
 * The strangler's switch: the public interface sends some of its routes to another system, and takes them back, by one
 * variable. `@shop/platform/gateway`.
 */
import replyFrom from '@fastify/reply-from';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Host } from '../host/index.ts';
import type { HttpPlugin } from '../http/index.ts';
import { forwardedHeaders } from './headers.ts';
import { parseRoutes, routeFor } from './routes.ts';

export const gatewayConfig = z.object({
  GATEWAY_ROUTES: z
    .string()
    .default('')
    .transform((text, context) => {
      try {
        return parseRoutes(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    })
    .describe('Which routes go elsewhere: `/invoices=http://old:8080, GET /orders=here, *=http://old:8080`'),
  GATEWAY_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(300_000)
    .default(10_000)
    .describe('How long the other system may take to begin its answer, and between two parts of it'),
});

/** Asked by load balancers and people of this process, and of no other. */
const ownPaths = new Set(['/healthz', '/readyz']);

/** Takes its place before the routes of the modules: `startApp({ …, before: gateway })`. */
export function gateway(host: Host): HttpPlugin {
  const { GATEWAY_ROUTES: routes, GATEWAY_TIMEOUT_MS: timeoutMs } = host.config(gatewayConfig);
  for (const { prefix, method, target } of routes ?? [])
    host.log.info({ prefix, method, target: String(target) }, 'routed');
  return async (app) => {
    if (routes.length === 0) return;
    await app.register(replyFrom, {
      // What was sent may have had its effect: whether it is sent again is for the client to say.
      retryMethods: [],
      undici: {
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        connect: { timeout: 2_000 },
        connections: 128,
      },
    });
    // Before the body is read: what goes elsewhere is passed on as it comes.
    app.addHook('onRequest', async (request, reply) => {
      const path = pathOf(request.url);
      if (path === undefined) return reply.code(400).send();
      if (ownPaths.has(path)) return;
      const route = routeFor(routes, { method: request.method, path, known: !request.is404 });
      if (route === undefined || route.target === 'here') return;
      return forward(request, reply, route.target);
    });
  };
}

function forward(request: FastifyRequest, reply: FastifyReply, target: URL): FastifyReply {
  if (hasBody(request)) request.body = request.raw;
  return reply.from(new URL(request.url, target).href, {
    rewriteRequestHeaders: (_request, headers) => forwardedHeaders(request, headers),
    onError: (failed, { error }) => {
      request.log.warn({ err: error, target: target.origin }, 'the other system did not answer');
      const late = /timeout/i.test(error.message);
      const [status, title] = late ? [504, 'Gateway Timeout'] : [503, 'Service Unavailable'];
      failed
        .code(status as number)
        .header('retry-after', '1')
        .type('application/problem+json')
        .send(JSON.stringify({ type: 'about:blank', title, status }));
    },
  });
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** `undefined` for an address that two systems may read differently: then it would be routed as neither meant it. */
function pathOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? '';
  try {
    const decoded = decodeURIComponent(path);
    return /(^|\/)\.\.?(\/|$)|\\|\/\/|%2f/i.test(decoded) || /%2f|%5c/i.test(path) ? undefined : decoded;
  } catch {
    return undefined;
  }
}
