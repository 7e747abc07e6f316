/** A served sample, a proxy before it and a client behind that. */
import { pino } from 'pino';
import { signCall } from '../../src/rpc/auth.ts';
import { HttpTransport, RpcClient, realTime, serveRpc } from '../../src/rpc/index.ts';
import type {
  DedupStore,
  RpcClientOptions,
  RpcServer,
  RpcTime,
  Secrets,
  ServeRpcOptions,
} from '../../src/rpc/index.ts';
import { memoryDedup } from '../../src/rpc/dedup/memory.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { Declined, paymentsClient, paymentsService } from './sample.ts';
import type { Payments, Receipt } from './sample.ts';

export const secret = 'a secret for tests of 32 bytes or more';
export const secrets: Secrets = [secret];
export const quick = { lameDuckMs: 20, abortMs: 200, endMs: 400 };

export class Implementation implements Payments {
  runs = 0;
  work: (id: string) => Promise<void> = async () => {};

  async #run(id: string, amount: number): Promise<Receipt> {
    this.runs++;
    await this.work(id);
    if (id === 'declined') throw new Declined('funds');
    if (id === 'bug') throw new TypeError('secret of the implementation');
    if (id === 'misfit') return { id, amount: 'secret of the implementation' as never, at: new Date(0) };
    return { id, amount, at: new Date(0) };
  }
  find(id: string): Promise<Receipt> {
    return this.#run(id, 1);
  }
  cancel(id: string): Promise<Receipt> {
    return this.#run(id, 0);
  }
  charge(id: string, amount: number): Promise<Receipt> {
    return this.#run(id, amount);
  }
  async ping(): Promise<void> {
    await this.#run('ping', 0);
  }
}

/** Waits take a hundredth of their time, deadlines the real one. */
export const hastyTime: RpcTime = {
  ...realTime,
  random: () => 0.5,
  wait: (ms, signal) => realTime.wait(ms / 100, signal),
};

/** Says that it is durable, which for a test it is. */
export function durableMemory(): DedupStore {
  return { ...memoryDedup(), durable: true };
}

export interface Fixture {
  readonly implementation: Implementation;
  readonly server: RpcServer;
  readonly proxy: FaultProxy;
  readonly client: RpcClient;
  readonly payments: Payments;
  /** What the server logged, as text. */
  readonly logged: () => string;
  close(): Promise<void>;
}

export interface FixtureOptions {
  readonly server?: Partial<ServeRpcOptions>;
  readonly client?: Partial<RpcClientOptions>;
}

export async function startFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const implementation = new Implementation();
  const lines: string[] = [];
  const server = await serveRpc({
    services: [{ service: paymentsService, implementation }],
    port: 0,
    secrets,
    log: pino({}, { write: (line: string) => lines.push(line) }),
    drainTimes: quick,
    ...options.server,
  });
  const proxy = await startFaultProxy(server.port);
  const client = connect(proxy.url, options.client);
  return {
    implementation,
    server,
    proxy,
    client,
    payments: paymentsClient(client),
    logged: () => lines.join(''),
    close: async () => {
      await client.close();
      await proxy.close();
      await server.drain();
    },
  };
}

export function connect(url: URL, options: Partial<RpcClientOptions> = {}): RpcClient {
  return new RpcClient(paymentsService, {
    transport: new HttpTransport(url),
    authorize: bearer,
    timeoutMs: 2_000,
    time: hastyTime,
    ...options,
  });
}

export function bearer(path: string, body: string | Buffer): string {
  return `Bearer ${signCall({ issuer: 'monolith', audience: 'payments', path, body }, secrets, Date.now())}`;
}

/** What the promise rejected with; fails the test when it did not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const settled = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (settled === undefined) throw new Error('expected a rejection');
  return settled.error;
}
