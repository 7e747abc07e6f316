import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../src/local/index.ts';

const binary = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'redis-server'))
  .find((path) => existsSync(path));

/** With REQUIRE_REDIS=1, tests that need Redis fail where it is not installed, and are not passed over. */
export const hasRedis = binary !== undefined || process.env['REQUIRE_REDIS'] === '1';

/** A real server on a loopback port of its own, which keeps nothing on the disk. */
export class RedisServer {
  readonly port: number;
  #process: ChildProcess | undefined;

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  private constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (binary === undefined)
      throw new Error('redis-server is not installed (Debian: apt install redis-server).');
    const flags = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#process = spawn(binary, flags, { stdio: 'ignore' });
    for (const end = performance.now() + 10_000; !(await this.#answers()); await delay(20))
      if (performance.now() > end) throw new Error('redis-server did not start.');
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process?.once('exit', resolve));
    this.#process?.kill('SIGKILL');
    await ended;
  }

  /** It takes what it is sent, and answers nothing. */
  hang(): void {
    this.#process?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#process?.kill('SIGCONT');
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.write('PING\r\n'));
      socket.once('close', () => resolve(false));
    }).finally(() => {}) as Promise<boolean>;
  }
}
