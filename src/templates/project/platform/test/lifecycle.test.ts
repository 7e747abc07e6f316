import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { onTestFinished as OnTestFinished } from 'vitest';
import { shutDown } from '../src/lifecycle/index.ts';
import { createHost } from '../src/host/create-host.ts';
import { runApp } from '../src/host/start-app.ts';
import type { AppOptions } from '../src/host/start-app.ts';
import { createLogger } from '../src/log/index.ts';
import { createDatabase } from '../src/testing/index.ts';
import { slowApp } from './fixtures/slow-app.ts';

/** Runs the slow app in this process. */
async function open(
  onFinished: typeof OnTestFinished,
  env: NodeJS.ProcessEnv = {},
  changes: Partial<AppOptions> = {},
) {
  const { url: database, drop } = await createDatabase();
  onFinished(drop);
  const told: string[] = [];
  const options = { ...slowApp((what) => told.push(what)), ...changes };
  const variables = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: database, ...env };
  const { url, stop } = await runApp(options, createHost({ ...options, env: variables }));
  return { url, told, stop: () => stop('test') };
}

describe.concurrent('a stop', () => {
  it('lets what was begun finish, takes nothing new, ends the workers, then closes', async ({
    onTestFinished,
  }) => {
    const { url, told, stop } = await open(onTestFinished);
    const slow = ask(`${url}/slow`);
    await delay(150);
    const exit = stop();
    await delay(150);
    await expect(ask(`${url}/healthz`)).rejects.toThrow('ECONNREFUSED');
    const answer = await slow;
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    expect(await exit).toBe(0);
    expect(told).toEqual(['worker ended', 'closed']);
  });

  it('in production still serves while nobody has noticed yet, no longer ready', async ({
    onTestFinished,
  }) => {
    const { url, stop } = await open(onTestFinished, { NODE_ENV: 'production' });
    expect((await ask(`${url}/readyz`)).statusCode).toBe(200);
    const exit = stop();
    const ready = await ask(`${url}/readyz`);
    expect([ready.statusCode, ready.headers.connection]).toEqual([503, 'close']);
    expect((await ask(`${url}/slow`)).statusCode).toBe(200);
    expect(await exit).toBe(0);
  });

  it('loses no call of clients that keep their connections', async ({ onTestFinished }) => {
    const { url, stop } = await open(onTestFinished, { NODE_ENV: 'production' });
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    // The time in which load balancers still send; afterwards the port is closed.
    const end = performance.now() + 1_700;
    const outcomes = new Set<number | undefined>();
    const caller = async () => {
      while (performance.now() < end) outcomes.add((await ask(`${url}/healthz`, agent)).statusCode);
    };
    const callers = Array.from({ length: 4 }, caller);
    await delay(200);
    const exit = stop();
    await Promise.all(callers);
    expect(outcomes).toEqual(new Set([200]));
    expect(await exit).toBe(0);
  });

  it('cuts what does not end, and says so', async ({ onTestFinished }) => {
    const { url, told, stop } = await open(onTestFinished, {}, { stopWithinMs: 1_500 });
    const stuck = ask(`${url}/stuck`).catch((error: Error) => error);
    await delay(150);
    const begin = performance.now();
    expect(await stop()).toBe(1);
    expect(performance.now() - begin).toBeLessThan(2_500);
    expect(await stuck).toBeInstanceOf(Error);
    expect(told).toContain('stuck was aborted');
  });
});

const main = fileURLToPath(new URL('fixtures/slow-main.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly lines: readonly string[];
  readonly exit: Promise<number | null>;
}

async function start(onFinished: typeof OnTestFinished): Promise<Running> {
  const { url: database, drop } = await createDatabase();
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', main], {
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: database },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onFinished(async () => {
    child.kill('SIGKILL');
    await exit;
    await drop();
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface(stream).on('line', (line) => lines.push(line));
  const started = () => lines.find((line) => line.includes('"started"'));
  await expect.poll(started, { timeout: 20_000 }).toBeDefined();
  const { url } = JSON.parse(started() ?? '{}') as { url: string };
  return { child, url, lines, exit };
}

describe.concurrent('a process', { timeout: 45_000 }, () => {
  it('exits at once at the second Ctrl-C, but not when npm doubles the first', async ({ onTestFinished }) => {
    const { child, url, lines, exit } = await start(onTestFinished);
    void ask(`${url}/stuck`).catch(() => {});
    await expect.poll(() => lines, { timeout: 10_000 }).toContain('stuck began');
    child.kill('SIGINT');
    await delay(20);
    child.kill('SIGINT');
    await delay(700);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await exit).toBe(130);
  });

  it.for(['SIGTERM', 'the loss of the process that started it'])(
    'stops in order at %s',
    async (cause, { onTestFinished }) => {
      const { child, lines, exit } = await start(onTestFinished);
      if (cause === 'SIGTERM') child.kill('SIGTERM');
      else child.disconnect();
      expect(await exit).toBe(0);
      expect(lines.at(-1)).toContain('"clean":true');
    },
  );

  it('ends too when the process that started it is gone before it begins', async ({ onTestFinished }) => {
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', main], {
      env: { ...process.env, DATABASE_URL: 'postgres://127.0.0.1:1/none' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.disconnect();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    // By the version of Node, it learns of this before or after it has started.
    expect([0, 1]).toContain(code);
  });

  it('names what is missing and exits with 1', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', main], { env: { PATH: process.env['PATH'] } });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(output).toContain('DATABASE_URL: not set, expected postgres://');
    expect(output).not.toContain('    at ');
  });
});

describe('shutDown', () => {
  it('goes on to the next step when one fails or hangs, within the whole time', async () => {
    const closed: string[] = [];
    const code = await shutDown({
      log: createLogger({ name: 'test', level: 'silent' }),
      announce: () => {},
      lameDuckMs: 0,
      totalMs: 1_300,
      server: { url: '', drain: () => Promise.reject(new Error('no')) },
      workers: new Promise(() => {}),
      closers: [async () => void closed.push('pool')],
    });
    expect([code, closed]).toEqual([1, ['pool']]);
  });
});

function ask(url: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { ...(agent && { agent }) }, (response) =>
      response.resume().once('end', () => resolve(response)),
    ).once('error', reject);
  });
}
