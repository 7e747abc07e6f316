/**
 * `npm run load -- [--url http://127.0.0.1:3000/readyz] [--seconds 5] [--concurrency 8] [--out .data/load.json]`: asks
 * one address again and again and says how fast the answers came. Loopback only, a minute at most.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

interface Settings {
  readonly url: URL;
  readonly seconds: number;
  readonly concurrency: number;
  readonly out: string;
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

async function main(): Promise<void> {
  const settings = readSettings();
  const report = await measure(settings);
  const text = JSON.stringify(report, undefined, 2);
  mkdirSync(dirname(settings.out), { recursive: true });
  writeFileSync(settings.out, `${text}\n`);
  process.stdout.write(`${text}\n`);
  if (report.failed > 0) process.exitCode = 1;
}

function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:3000/readyz' },
      seconds: { type: 'string', default: '5' },
      concurrency: { type: 'string', default: '8' },
      out: { type: 'string', default: '.data/load.json' },
    },
  });
  const url = new URL(values.url);
  if (url.protocol !== 'http:' || !loopback.has(url.hostname))
    throw new Error('Only http addresses of this machine.');
  return {
    url,
    seconds: between(values.seconds, 60),
    concurrency: between(values.concurrency, 256),
    out: values.out,
  };
}

function between(text: string, max: number): number {
  const value = Number(text);
  if (!(value >= 1 && value <= max)) throw new Error(`${text} is not a number from 1 to ${max}.`);
  return value;
}

async function measure({ url, seconds, concurrency }: Settings) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies: number[] = [];
  let failed = 0;
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  const ask = async (): Promise<void> => {
    while (performance.now() < end) {
      const start = performance.now();
      if (await isAnswered(url, agent)) latencies.push(performance.now() - start);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, ask));
  const took = (performance.now() - begin) / 1_000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(2));
  const answered = latencies.length;
  return {
    url: url.href,
    seconds,
    concurrency,
    answered,
    failed,
    rps: Math.round(answered / took),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

/** True for a status below 400. */
function isAnswered(url: URL, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent, timeout: 5_000 }, (response) => {
      response.resume().once('end', () => resolve((response.statusCode ?? 500) < 400));
    });
    request.once('timeout', () => request.destroy()).once('error', () => resolve(false));
  });
}

await main();
