/** A TCP proxy that does to a connection what networks, proxies and dying processes do. */
import * as net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { asBytes } from '../rpc/bytes.ts';

/** What happens to every request. `raw` never reaches the service. */
export type Fault =
  | { readonly kind: 'pass' }
  /** The service gets the request and its answer is lost. */
  | { readonly kind: 'lose-answer'; readonly by: 'reset' | 'end' }
  /** The connection ends before the service gets anything. */
  | { readonly kind: 'drop-request' }
  /** So many bytes of the answer pass, then the connection is reset. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** The service gets the request; nothing comes back. */
  | { readonly kind: 'silence' }
  /** These bytes come back. */
  | { readonly kind: 'raw'; readonly bytes: string; readonly thenEnd?: boolean };

export interface FaultProxy {
  readonly url: string;
  always(fault: Fault): void;
  close(): Promise<void>;
}

export function rawAnswer(status: string, headers: Readonly<Record<string, string>>, body = ''): Fault {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return { kind: 'raw', bytes: `HTTP/1.1 ${status}\r\n${head}\r\n${body}` };
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let current: Fault = { kind: 'pass' };
  const server = net.createServer((client) => {
    track(sockets, client);
    let upstream: Socket | undefined;
    client.on('data', (chunk: Buffer) => {
      const begins = /^(?:POST|GET) /.test(chunk.subarray(0, 5).toString('latin1'));
      if (begins) {
        upstream = applyFault(current, client, upstream, () =>
          track(sockets, net.connect(port, '127.0.0.1')),
        );
      }
      if (upstream !== undefined) upstream.write(asBytes(chunk));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    always: (fault) => {
      current = fault;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The connection to the service for this request; `undefined` when the service shall not see it. */
function applyFault(
  fault: Fault,
  client: Socket,
  open: Socket | undefined,
  connect: () => Socket,
): Socket | undefined {
  if (fault.kind === 'drop-request') {
    reset(client);
    return undefined;
  }
  if (fault.kind === 'raw') {
    client.write(fault.bytes);
    if (fault.thenEnd === true) client.end();
    return undefined;
  }
  const upstream = open ?? linked(client, connect());
  upstream.removeAllListeners('data');
  relayAnswer(fault, upstream, client);
  return upstream;
}

function relayAnswer(fault: Fault, upstream: Socket, client: Socket): void {
  let passed = 0;
  upstream.on('data', (chunk: Buffer) => {
    if (fault.kind === 'lose-answer') {
      if (fault.by === 'reset') reset(client);
      else client.end();
      return;
    }
    if (fault.kind === 'pass') client.write(asBytes(chunk));
    if (fault.kind !== 'cut-answer') return;
    client.write(asBytes(chunk.subarray(0, Math.max(0, fault.afterBytes - passed))));
    passed += chunk.length;
    if (passed >= fault.afterBytes) setTimeout(() => reset(client), 5);
  });
}

/** Both ends of a connection end together. */
function linked(client: Socket, upstream: Socket): Socket {
  client.once('close', () => upstream.destroy());
  upstream.once('close', () => client.end());
  return upstream;
}

/** `resetAndDestroy` is younger than some declarations of Node's API. */
function reset(socket: Socket & { resetAndDestroy?: () => unknown }): void {
  if (socket.resetAndDestroy === undefined) socket.destroy();
  else socket.resetAndDestroy();
}

function track(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
  return socket;
}
