import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SetupError } from '../../errors/index.ts';
import type { Logger } from '../../log/index.ts';
import { refusalOf } from './guard.ts';

/** Answers one path. */
export interface AdminPage {
  readonly path: string;
  /** One line, for the page that lists them. */
  readonly about: string;
  /** May be read from elsewhere, where ADMIN_HOST lets others in. */
  readonly open?: boolean;
  answer(query: URLSearchParams, response: ServerResponse): Promise<void>;
}

export interface AdminOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly pages: readonly AdminPage[];
  readonly log: Logger;
}

export interface AdminServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens apart from everything that is public. */
export async function serveAdmin({ host, port, pages, log }: AdminOptions): Promise<AdminServer> {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const open = new Set(pages.filter((page) => page.open === true).map(({ path }) => path));
  const server = createServer(
    { maxHeaderSize: 8_192, headersTimeout: 2_000, requestTimeout: 5_000 },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        log.warn({ err: error, path: request.url }, 'an admin page failed');
        if (response.headersSent) response.destroy();
        else sendText(response, 500, 'It failed; the log says why.');
      });
    },
  );
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://admin');
    const refusal = refusalOf(request, pathname, { host, open });
    if (refusal !== undefined) return sendText(response, refusal.status, refusal.reason);
    const page = byPath.get(pathname);
    if (page !== undefined) return page.answer(searchParams, response);
    if (pathname === '/') return sendText(response, 200, listOf(pages));
    sendText(response, 404, 'Not Found');
  };
  server.maxConnections = 16;
  const bound = await listen(server, host, port);
  // A process that only composes, or is about to end, is not kept alive by it.
  server.unref();
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const listOf = (pages: readonly AdminPage[]): string =>
  pages.map(({ path, about }) => `${path.padEnd(16)}${about}`).join('\n');

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...fixedHeaders });
  response.end(`${text}\n`);
}

export const fixedHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new SetupError(`ADMIN_PORT: ${port} on ${host} cannot be listened on: ${cause.message}`, { cause }),
      ),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
