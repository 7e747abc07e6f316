import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { isProbe } from './health.ts';

/** Why no more requests are taken at the moment, or nothing. */
export interface Capacity {
  /** Requests that are worked on at the same time. */
  readonly maxInFlight: number;
  /** The process is behind with its work, whatever that is. */
  readonly isLate: () => boolean;
}

/** There is more to do than can be done in time. The request has not begun: it may be sent again, to another process. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
}

/** Refuses early, while that is cheap, what would be answered too late. Probes are always answered. */
export function shedLoad(app: FastifyInstance, { maxInFlight, isLate }: Capacity): void {
  let inFlight = 0;
  app.addHook('onRequest', (request, reply, done) => {
    if (isProbe(request.url)) return done();
    if (inFlight >= maxInFlight || isLate())
      return done(new OverloadedError('More than can be done in time'));
    inFlight++;
    reply.raw.once('close', () => inFlight--);
    done();
  });
}

const lateMs = 500;
const lookEachMs = 1_000;

/** Late: in the last second, every other turn of the event loop took longer than half a second. One long turn is not it. */
export function watchEventLoop(app: FastifyInstance): () => boolean {
  const delays = monitorEventLoopDelay({ resolution: 20 });
  delays.enable();
  let late = false;
  const timer = setInterval(() => {
    late = delays.percentile(50) / 1e6 > lateMs;
    delays.reset();
  }, lookEachMs).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    delays.disable();
  });
  return () => late;
}
