import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { slopeOf } from './slope.ts';

export interface LeakOptions {
  /** A file that exports `open`, an {@link OpenScenario}. */
  readonly scenario: URL;
  readonly env?: Readonly<Record<string, string>>;
  /** Of so many runs each; the memory is measured after each round. */
  readonly rounds?: number;
  readonly runsPerRound?: number;
  /** Rounds before it counts: code is compiled and caches fill. */
  readonly warmUpRounds?: number;
  /** What a run may leave behind; measuring is not exact. */
  readonly allowedBytesPerRun?: number;
}

export interface LeakReport {
  readonly bytesPerRun: number;
  /** Memory that was held after each round, collected twice. */
  readonly held: readonly number[];
}

const allowedByDefault = 256;

/** Repeats a scenario in a process of its own and says how much it leaves behind each time. */
export async function measureLeak(options: LeakOptions): Promise<LeakReport> {
  const { scenario, env, rounds = 8, runsPerRound = 200, warmUpRounds = 3 } = options;
  const runner = fileURLToPath(new URL('./runner.ts', import.meta.url));
  const counts = [rounds, warmUpRounds, runsPerRound].map(String);
  const flags = ['--expose-gc', '--conditions=source', '--import', 'tsx'];
  const child = spawn(process.execPath, [...flags, runner, scenario.href, ...counts], {
    env: { ...process.env, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The scenario ended with ${String(code)}:\n${output.stderr}`);
  const last = output.stdout.trimEnd().split('\n').at(-1) ?? '';
  const { held } = JSON.parse(last) as { held: number[] };
  return { bytesPerRun: slopeOf(held) / runsPerRound, held };
}

/** @throws when the scenario leaves more behind than it may */
export async function expectNoLeak(options: LeakOptions): Promise<void> {
  const { allowedBytesPerRun = allowedByDefault } = options;
  const { bytesPerRun, held } = await measureLeak(options);
  if (bytesPerRun <= allowedBytesPerRun) return;
  const megabytes = held.map((bytes) => (bytes / 2 ** 20).toFixed(2)).join(', ');
  throw new Error(
    `Each run leaves ${Math.round(bytesPerRun)} bytes behind (${allowedBytesPerRun} are allowed): ${megabytes} MB after each round. ` +
      'Two heap snapshots of such a process, one after the other, show what: /debug/heap of its admin port.',
  );
}
