/**
 * What telemetry costs a request: CPU of a process that serves HTTP and works through every seam, without telemetry, with
 * it while tracing is off, and with traces. Processes take turns, so that a busy machine is busy for all of them; CPU
 * time is counted by each process for itself. Read ratios, not figures: with a database behind it a request costs several times as much, and telemetry the same.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

const rounds = Number(process.env['ROUNDS'] ?? 9);
const requestsPerRound = 2_000;
const warmUpRequests = 8_000;
const idleMs = Number(process.env['IDLE_MS'] ?? 10_000);

const collector = createServer((request, response) => {
  request.resume().on('end', () => response.end('{}'));
});
await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
const traced = (share: string) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share });

const variants: readonly (readonly [string, Record<string, string>])[] = [
  ['without telemetry', { TELEMETRY: 'off' }],
  ['metrics alone', { FLIGHT_RECORDER: 'off' }],
  ['metrics, flight recorder', {}],
  ['and 1% of the traces', traced('0.01')],
  ['and all traces', traced('1')],
];

class Subject {
  readonly costs: number[] = [];
  readonly #child: ChildProcess;
  #url = '';

  constructor(env: Record<string, string>) {
    const file = fileURLToPath(new URL('telemetry-subject.ts', import.meta.url));
    this.#child = fork(file, [], { execArgv: ['--import', 'tsx'], env: { ...process.env, ...env } });
  }

  async start(): Promise<void> {
    this.#url = (await this.#next()) as string;
    await this.send(warmUpRequests);
  }

  /** Answers the CPU time in microseconds that each request took. */
  async send(amount: number): Promise<number> {
    const before = await this.cpu();
    await autocannon({ url: this.#url, connections: 20, amount });
    return ((await this.cpu()) - before) / amount;
  }

  cpu(): Promise<number> {
    this.#child.send('cpu');
    return this.#next() as Promise<number>;
  }

  stop(): void {
    this.#child.kill();
  }

  #next(): Promise<unknown> {
    return new Promise((resolve) => this.#child.once('message', resolve));
  }
}

/** What else runs on the machine can only add to a cost. */
const least = (values: readonly number[]): number => Math.min(...values);

const subjects = variants.map(([name, env]) => ({ name, subject: new Subject(env) }));
for (const { subject } of subjects) await subject.start();
for (let round = 0; round < rounds; round++)
  for (const { subject } of subjects) subject.costs.push(await subject.send(requestsPerRound));

const base = least(subjects[0]?.subject.costs ?? []);
console.log(
  `CPU of a request through HTTP, a transaction and three statements (no database): the least of ${rounds} rounds`,
);
for (const { name, subject } of subjects) {
  const cost = least(subject.costs);
  console.log(`${name.padEnd(26)} ${cost.toFixed(1)} µs   ratio ${(cost / base).toFixed(3)}`);
}

console.log(`CPU of an idle process, percent of one core, over ${idleMs / 1_000} s`);
const idle = await Promise.all(subjects.map(({ subject }) => subject.cpu()));
await new Promise((resolve) => setTimeout(resolve, idleMs));
for (const [index, { name, subject }] of subjects.entries()) {
  const used = (await subject.cpu()) - (idle[index] ?? 0);
  console.log(`${name.padEnd(26)} ${((used / 1_000 / idleMs) * 100).toFixed(3)} %`);
}
for (const { subject } of subjects) subject.stop();
collector.close();
