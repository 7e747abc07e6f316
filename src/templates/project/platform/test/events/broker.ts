/** Brokers for tests: real ones, from the machine's packages, on loopback ports. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface Broker {
  readonly url: string;
  /** Ends it as a crash would, and starts it again with its data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/** Where a program is. Without it tests are passed over, unless `variable` is set: then they fail. */
export function findProgram(name: string, variable: string): string | undefined {
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (found === undefined && process.env[variable])
    throw new Error(`${variable} is set, and there is no ${name} on this machine.`);
  return found;
}

export interface BrokerProgram {
  readonly command: string;
  readonly port: number;
  /** `folder` is the broker's own, and is removed at the end. */
  start(folder: string): { args: readonly string[]; env?: Readonly<Record<string, string>> };
  /** Of the port when it is ready to work. */
  answers?(port: number): Promise<boolean>;
  readonly startWithinMs?: number;
  readonly url: string;
}

/**
 * Ends "$@", and all that it has started, when our standard input closes, which it does when the process that started us
 * is gone.
 */
const guardScript = `exec 3<&0
"$@" & broker=$!
(cat <&3 >/dev/null; kill -KILL 0) & watcher=$!
wait $broker; kill $watcher 2>/dev/null`;

export async function startBroker(program: BrokerProgram): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'events-broker-'));
  let guard = await launch(program, folder);
  return {
    url: program.url,
    restart: async () => {
      await end(guard);
      guard = await launch(program, folder);
    },
    close: async () => {
      await end(guard);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function launch(program: BrokerProgram, folder: string): Promise<ChildProcess> {
  const { args, env } = program.start(folder);
  const guard = spawn('/bin/sh', ['-c', guardScript, 'broker-guard', program.command, ...args], {
    env: { PATH: places.join(delimiter), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: it is what is killed.
    detached: true,
  });
  let output = '';
  const keep = (text: Buffer): void => void (output = (output + text.toString()).slice(-4_000));
  guard.stdout.on('data', keep);
  guard.stderr.on('data', keep);
  const { answers = accepts, startWithinMs = 10_000, port, command } = program;
  for (const limit = performance.now() + startWithinMs; performance.now() < limit; await delay(50)) {
    if (guard.exitCode !== null) break;
    if (await answers(port)) return guard;
  }
  await end(guard);
  throw new Error(`${command} did not start.\n${output}`);
}

async function end(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const ended = new Promise((resolve) => guard.once('close', resolve));
  guard.stdin?.end();
  await ended;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
