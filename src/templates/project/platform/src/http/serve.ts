import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from '../lifecycle/index.ts';
import { createHttpApp } from './create-app.ts';
import type { HttpOptions } from './create-app.ts';

export interface ServeOptions extends HttpOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** True from the first sign of the end on: each answer then asks its client to connect anew, elsewhere. */
  readonly draining: () => boolean;
}

/** Serves the public HTTP interface until `drain`. */
export async function serveHttp(options: ServeOptions): Promise<Server> {
  const { app, requests } = await createHttpApp(options);
  app.addHook('onSend', async (_request, reply) => {
    if (options.draining()) reply.header('connection', 'close');
  });
  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}`,
    drain: async ({ lameDuckMs, abortMs, endMs }) => {
      const begin = performance.now();
      await delay(lameDuckMs);
      const inMs = (ms: number): number => Math.max(0, ms - (performance.now() - begin));
      let cut = false;
      const abort = setTimeout(() => requests.abort(new Error('shutting down')), inMs(abortMs));
      const end = setTimeout(() => {
        cut = true;
        app.server.closeAllConnections();
      }, inMs(endMs));
      await app.close().finally(() => [abort, end].forEach(clearTimeout));
      return !cut;
    },
  };
}
