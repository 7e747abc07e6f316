import type { FastifyInstance } from 'fastify';

/** Why this process cannot serve now, a reason each; empty: ready. */
export type Readiness = () => Promise<readonly string[]>;

const probes = new Set(['/healthz', '/readyz']);

/** Asked by machines every few seconds: neither logged nor refused. */
export const isProbe = (url: string): boolean => probes.has(url);

/** /healthz: the process is alive. /readyz: it can serve, its database included. Not part of the documented API. */
export function addHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const reasons = await readiness();
    return reasons.length === 0
      ? { status: 'ready' }
      : reply.code(503).send({ status: 'not ready', reasons });
  });
}
