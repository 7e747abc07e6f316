/** A process with telemetry, without the process: a host that was composed and started, and a collector of its spans. */
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHost } from '../../src/host/index.ts';
import type { Host } from '../../src/host/index.ts';
import { createTelemetry } from '../../src/telemetry/index.ts';

export interface Started {
  readonly host: Host;
  /** Of the admin port. */
  readonly admin: string;
  stop(): Promise<void>;
}

export async function startTelemetry(env: Readonly<Record<string, string>> = {}): Promise<Started> {
  let host: Host | undefined;
  let admin = '';
  const running = createHost({
    name: 'shop',
    env: {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'test',
      ...env,
    },
    compose: (given) => {
      host = { ...given, log: Object.assign(Object.create(given.log), { info: takeUrl }) };
      createTelemetry(host);
      return { modules: {} };
    },
  });
  function takeUrl({ url }: { readonly url: string }): void {
    admin = url;
  }
  for (const start of running.starters) await start();
  return {
    host: host ?? running.host,
    admin,
    stop: async () => {
      for (const close of running.closers()) await close();
    },
  };
}

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

export interface Collector {
  readonly url: string;
  readonly spans: readonly Span[];
  /** Of the processes that sent them. */
  readonly services: ReadonlySet<string>;
  close(): Promise<void>;
}

/** What an OpenTelemetry collector is to those who send to it. */
export async function startCollector(status = 200): Promise<Collector> {
  const spans: Span[] = [];
  const services = new Set<string>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Payload;
      for (const { resource, scopeSpans } of resourceSpans) {
        services.add(
          String(resource.attributes.find(({ key }) => key === 'service.name')?.value['stringValue']),
        );
        spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    services,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Payload {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Span['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** By node:http, since `fetch` sends no Host of our choice. */
export function get(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}
