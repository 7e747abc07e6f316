import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** One address for several processes, as a service of a cluster has. */
export interface Balancer {
  readonly port: number;
  /** The port of a process; one that does not answer is passed over. */
  add(port: number): void;
  close(): Promise<void>;
}

export async function balance(): Promise<Balancer> {
  const ports: number[] = [];
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((inside) => {
    track(inside, sockets);
    const order = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    turn++;
    void forward(inside, order, sockets);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    add: (port) => {
      if (!ports.includes(port)) ports.push(port);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function forward(inside: Socket, ports: readonly number[], sockets: Set<Socket>): Promise<void> {
  for (const port of ports) {
    const outside = await tryConnect(port);
    if (outside === undefined) continue;
    track(outside, sockets);
    inside.pipe(outside).pipe(inside);
    inside.on('close', () => outside.destroy());
    outside.on('close', () => inside.destroy());
    return;
  }
  inside.destroy();
}

function tryConnect(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => resolve(undefined));
  });
}

function track(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.on('error', () => {}).on('close', () => sockets.delete(socket));
}
