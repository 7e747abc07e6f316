/** A remote call with everything around it against bare node:http, one after the other in the same run. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import {
  HttpTransport,
  RpcClient,
  serveRpc,
  signCall,
} from '../src/templates/project/platform/src/rpc/index.ts';
import type { Secrets } from '../src/templates/project/platform/src/rpc/index.ts';
import { find, paymentsService } from '../src/templates/project/platform/test/rpc/sample.ts';

const rounds = 5;
const callsPerRound = 2_000;
const warmUpCalls = 1_000;
const secrets: Secrets = ['a secret for benchmarks of 32 bytes or more'];
const receipt = { id: 'a', amount: 1, at: new Date(0) };

interface Subject {
  readonly name: string;
  call(): Promise<unknown>;
  close(): Promise<unknown>;
}

async function bareHttp(): Promise<Subject> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      JSON.parse(Buffer.concat(chunks).toString());
      const body = JSON.stringify(receipt);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new http.Agent({ keepAlive: true, scheduling: 'lifo', maxSockets: 64 });
  const call = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const request = http.request(
        { host: '127.0.0.1', port, method: 'POST', path: '/', agent, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
        },
      );
      request.on('error', reject);
      request.end(JSON.stringify({ id: 'a' }));
    });
  const close = async (): Promise<void> => {
    agent.destroy();
    server.close();
  };
  return { name: 'bare node:http', call, close };
}

async function remoteCall(): Promise<Subject> {
  const found = async (): Promise<typeof receipt> => receipt;
  const implementation = { find: found, cancel: found, charge: found, ping: async () => {} };
  const server = await serveRpc({
    services: [{ service: paymentsService, implementation }],
    port: 0,
    secrets,
    log: pino({ level: 'silent' }),
    drainTimes: { lameDuckMs: 0, abortMs: 100, endMs: 200 },
  });
  const client = new RpcClient(paymentsService, {
    transport: new HttpTransport(new URL(server.url)),
    authorize: (path, body) =>
      `Bearer ${signCall({ issuer: 'monolith', audience: 'payments', path, body }, secrets, Date.now())}`,
  });
  const close = (): Promise<unknown> => client.close().then(() => server.drain());
  return { name: 'remote call', call: () => client.call(find, ['a']), close };
}

/** Milliseconds of each call, one after the other. */
async function measure({ call }: Subject, calls: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < calls; i++) {
    const begun = performance.now();
    await call();
    times.push(performance.now() - begun);
  }
  return times;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

const subjects = [await bareHttp(), await remoteCall()];
const results = subjects.map(() => [] as number[]);
for (const subject of subjects) await measure(subject, warmUpCalls);
for (let round = 0; round < rounds; round++) {
  for (const [index, subject] of subjects.entries())
    results[index]?.push(...(await measure(subject, callsPerRound)));
}
for (const [index, { name }] of subjects.entries()) {
  const [p50, p99] = [0.5, 0.99].map((share) => (percentile(results[index] ?? [], share) * 1000).toFixed(0));
  console.log(`${name.padEnd(16)} p50 ${p50} µs   p99 ${p99} µs`);
}
const [bare = [], remote = []] = results;
console.log(
  `ratio            p50 ${(percentile(remote, 0.5) / percentile(bare, 0.5)).toFixed(2)}   p99 ${(percentile(remote, 0.99) / percentile(bare, 0.99)).toFixed(2)}   (target: 2 or less)`,
);
for (const subject of subjects) await subject.close();
