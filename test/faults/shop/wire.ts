import { createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A connection that can be cut, slowed and pointed elsewhere, between two processes. Loopback only. */
export class Wire {
  readonly port: number;
  #target: number;
  #delayMs = 0;
  /** Passes requests on and loses the answers. */
  #swallow = false;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, port: number, target: number) {
    this.#server = server;
    this.port = port;
    this.#target = target;
    server.on('connection', (from) => this.#join(from));
  }

  static async to(target: number): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new Wire(server, address.port, target);
  }

  pointTo(port: number): void {
    this.#target = port;
    this.cut();
  }

  /** Ends every connection in the middle of whatever it carries. */
  cut(): void {
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  slow(ms: number): void {
    this.#delayMs = ms;
  }

  swallowAnswers(swallow: boolean): void {
    this.#swallow = swallow;
    if (!swallow) this.cut();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(from: Socket): void {
    const to = connect(this.#target, '127.0.0.1');
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.#open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#open.delete(socket);
        other.destroy();
      });
    }
    from.on('data', (chunk) => void this.#pass(chunk, to));
    to.on('data', (chunk) => {
      if (!this.#swallow) void this.#pass(chunk, from);
    });
  }

  async #pass(chunk: Buffer, to: Socket): Promise<void> {
    // The order of chunks is kept: all of them wait equally long.
    if (this.#delayMs > 0) await delay(this.#delayMs);
    if (!to.destroyed) to.write(chunk);
  }
}
