import type { AddressInfo } from 'node:net';
import type { Server } from '../lifecycle/index.ts';
import { createHttpApp } from './create-app.ts';
import type { HttpOptions } from './create-app.ts';

/** Time that aborted requests get to end by themselves before they are cut. */
const cutAfterMs = 500;

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
    drain: async (withinMs) => {
      let cut = false;
      const abort = setTimeout(
        () => requests.abort(new Error('shutting down')),
        Math.max(0, withinMs - cutAfterMs),
      );
      const end = setTimeout(() => {
        cut = true;
        app.server.closeAllConnections();
      }, withinMs);
      await app.close().finally(() => [abort, end].forEach(clearTimeout));
      return !cut;
    },
  };
}
