/** As much of Dapr as its documentation says of publish/subscribe over HTTP, with a broker behind it that keeps an order. */
import * as http from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface Sidecar {
  readonly port: number;
  readonly token: string;
  /** What is shown to the application. */
  readonly appToken: string;
  /** What the application was told to be dropped. */
  readonly dropped: string[];
  /** An instance of an application and its port. */
  add(app: string, port: number): void;
  /** As somebody else publishes: to every application. */
  bring(body: string): void;
  close(): Promise<void>;
}

const component = 'pubsub';
const againAfterMs = 20;

export async function startSidecar(): Promise<Sidecar> {
  const [token, appToken] = ['sidecar-token', 'app-token'];
  const queues = new Map<string, string[]>();
  const ports = new Map<string, number[]>();
  const dropped: string[] = [];
  const closing = new AbortController();

  const bring = (body: string): void => {
    for (const queue of queues.values()) queue.push(body);
  };
  const answer = async (request: IncomingMessage): Promise<number> => {
    if (request.headers['dapr-api-token'] !== token) return 401;
    const url = new URL(request.url ?? '', 'http://sidecar');
    if (url.pathname === '/v1.0/healthz/outbound') return 204;
    const [, publish, name] = /^\/v1\.0\/(publish)\/([^/]+)\/[^/]+$/.exec(url.pathname) ?? [];
    if (publish === undefined || name !== component) return 404;
    if (request.headers['content-type'] !== 'application/cloudevents+json') return 500;
    bring(await read(request));
    return 204;
  };
  const server = http.createServer((request, response) => {
    void answer(request).then((status) => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  /** One message after the other, to whichever instance answers; `RETRY` and errors bring it again. */
  async function deliver(app: string, queue: string[]): Promise<void> {
    for (let turn = 0; !closing.signal.aborted; turn++) {
      const choice = ports.get(app) ?? [];
      const port = choice[turn % Math.max(1, choice.length)];
      const [body] = queue;
      const status = body === undefined || port === undefined ? 'RETRY' : await post(port, body);
      if (status === 'RETRY') await delay(againAfterMs);
      else queue.shift();
      if (status === 'DROP' && body !== undefined) dropped.push(body);
    }
  }

  const routes = new Map<number, string>();

  /** Asked once, as when an application starts. */
  async function routeOf(port: number, headers: Record<string, string>): Promise<string> {
    const asked = await fetch(`http://127.0.0.1:${port}/dapr/subscribe`, { headers });
    const [subscription] = (await asked.json()) as { pubsubname: string; route: string }[];
    if (subscription?.pubsubname !== component) throw new Error('no subscription');
    routes.set(port, subscription.route);
    return subscription.route;
  }

  async function post(port: number, body: string): Promise<string> {
    const headers = { 'dapr-api-token': appToken, 'content-type': 'application/cloudevents+json' };
    try {
      const url = `http://127.0.0.1:${port}${routes.get(port) ?? (await routeOf(port, headers))}`;
      const response = await fetch(url, { method: 'POST', headers, body });
      return response.ok ? ((await response.json()) as { status: string }).status : 'RETRY';
    } catch {
      return 'RETRY';
    }
  }

  return {
    port: (server.address() as AddressInfo).port,
    token,
    appToken,
    dropped,
    bring,
    add: (app, port) => {
      ports.set(app, [...new Set([...(ports.get(app) ?? []), port])]);
      if (queues.has(app)) return;
      const queue: string[] = [];
      queues.set(app, queue);
      void deliver(app, queue);
    },
    close: async () => {
      closing.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
