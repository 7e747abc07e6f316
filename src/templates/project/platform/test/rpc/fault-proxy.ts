/** A TCP proxy that can do to a connection what networks, proxies and dying processes do. */
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What happens to one request. `answer` and `raw` never reach the service. */
export type Fault =
  | { readonly kind: 'pass' }
  /** The service gets the request and its answer is lost. */
  | { readonly kind: 'lose-answer'; readonly by: 'reset' | 'end' }
  /** The connection ends before the service gets anything. */
  | { readonly kind: 'drop-request'; readonly by: 'reset' | 'end' }
  /** So many bytes of the answer pass, then the connection is reset. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** The service gets the request; nothing comes back. */
  | { readonly kind: 'silence' }
  /** These bytes come back. `pace`: one byte every so many ms. */
  | { readonly kind: 'raw'; readonly bytes: string; readonly thenEnd?: boolean; readonly paceMs?: number }
  /** The service gets the request twice; the second answer comes back. */
  | { readonly kind: 'duplicate' };

export interface FaultProxy {
  readonly url: URL;
  /** Requests seen so far. */
  readonly requests: () => number;
  readonly openSockets: () => number;
  /** For the requests to come, in order; afterwards everything passes. */
  script(...faults: Fault[]): void;
  /** For every request from now on. */
  always(fault: Fault): void;
  close(): Promise<void>;
}

export function rawAnswer(status: string, headers: Record<string, string>, body = ''): Fault {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return { kind: 'raw', bytes: `HTTP/1.1 ${status}\r\n${head}\r\n${body}` };
}

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  let script: Fault[] = [];
  let rest: Fault = { kind: 'pass' };
  let requests = 0;
  const nextFault = (): Fault => {
    requests++;
    return script.shift() ?? rest;
  };
  const server = net.createServer((client) => {
    track(sockets, client);
    let fault: Fault | undefined;
    let upstream: Socket | undefined;
    client.on('data', (chunk: Buffer) => {
      const begins = /^(?:POST|GET) /.test(chunk.subarray(0, 5).toString('latin1'));
      if (begins) {
        fault = nextFault();
        upstream = applyFault(fault, client, upstream, () =>
          track(sockets, net.connect(targetPort, '127.0.0.1')),
        );
      }
      upstream?.write(chunk);
      if (fault?.kind === 'duplicate') upstream?.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    requests: () => requests,
    openSockets: () => sockets.size,
    script: (...faults) => {
      script = faults;
      rest = { kind: 'pass' };
    },
    always: (fault) => {
      script = [];
      rest = fault;
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
  switch (fault.kind) {
    case 'drop-request':
      endBy(client, fault.by);
      return undefined;
    case 'raw':
      writeRaw(client, fault);
      return undefined;
    default: {
      const upstream = open ?? linked(client, connect());
      upstream.removeAllListeners('data');
      relayAnswer(fault, upstream, client);
      return upstream;
    }
  }
}

function relayAnswer(fault: Fault, upstream: Socket, client: Socket): void {
  let passed = 0;
  let answers = 0;
  upstream.on('data', (chunk: Buffer) => {
    answers++;
    if (fault.kind === 'lose-answer') return endBy(client, fault.by);
    if (fault.kind === 'silence') return undefined;
    if (fault.kind === 'duplicate' && answers < 2 && !holdsTwoAnswers(chunk)) return undefined;
    if (fault.kind !== 'cut-answer')
      return client.write(fault.kind === 'duplicate' ? lastAnswer(chunk) : chunk);
    client.write(chunk.subarray(0, Math.max(0, fault.afterBytes - passed)));
    passed += chunk.length;
    if (passed >= fault.afterBytes) setTimeout(() => endBy(client, 'reset'), 5);
    return undefined;
  });
}

/** Both ends of a connection end together. */
function linked(client: Socket, upstream: Socket): Socket {
  client.once('close', () => upstream.destroy());
  upstream.once('close', () => client.end());
  return upstream;
}

function holdsTwoAnswers(chunk: Buffer): boolean {
  return chunk.toString('latin1').split('HTTP/1.1 ').length > 2;
}

function lastAnswer(chunk: Buffer): Buffer {
  return chunk.subarray(chunk.lastIndexOf('HTTP/1.1 '));
}

function writeRaw(client: Socket, { bytes, thenEnd = false, paceMs }: Fault & { kind: 'raw' }): void {
  if (paceMs === undefined) {
    client.write(bytes);
    if (thenEnd) client.end();
    return;
  }
  let at = 0;
  const timer = setInterval(() => client.write(bytes.charAt(at++ % bytes.length)), paceMs);
  client.once('close', () => clearInterval(timer));
}

function endBy(client: Socket, by: 'reset' | 'end'): void {
  if (by === 'reset') client.resetAndDestroy();
  else client.end();
}

function track(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
  return socket;
}
