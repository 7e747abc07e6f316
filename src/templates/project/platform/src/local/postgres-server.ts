import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { initialise, keptFolder, throwAwayFolder } from './postgres-folder.ts';
import type { PostgresFolder } from './postgres-folder.ts';
import { postgresUser } from './system-user.ts';

export interface PostgresOptions {
  /** Folder for data that is to be found again. Without it: a throw-away, fast rather than safe against a power cut. */
  readonly keepIn?: string;
  /** `name=value`, over what we set ourselves. */
  readonly settings?: readonly string[];
}

export interface PostgresServer {
  /** Of the administrator, on the database `postgres`. Loopback only. */
  readonly url: string;
  readonly folder: string;
  /** Resolves once the server is down, and its folder removed if it is a throw-away. */
  stop(): Promise<void>;
}

const startWithinMs = 20_000;
const fastRatherThanSafe = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Runs "$@" until it ends or our standard input closes, which it does when the process that started us is gone,
 * however it went: then Postgres is stopped and, if `remove` is set, its folder deleted.
 */
const guardScript = `exec 3<&0
"$@" & server=$!
(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null
if [ -n "$remove" ]; then rm -rf "$remove"; fi
exit $code`;

/** Starts the Postgres server that comes with npm on a free loopback port. */
export async function startPostgres({
  keepIn,
  settings = [],
}: PostgresOptions = {}): Promise<PostgresServer> {
  const user = postgresUser();
  const binaries = postgresBinaries(user);
  const path = keepIn === undefined ? throwAwayFolder() : keptFolder(keepIn, user);
  const folder = await initialise(path, binaries, { user, sync: keepIn !== undefined });
  const remove = keepIn === undefined ? folder.path : undefined;
  const port = await freePort();
  const guard = spawn(
    '/bin/sh',
    ['-c', guardScript, 'postgres-guard', binaries.postgres, ...flagsFor(folder, port, remove, settings)],
    {
      ...user,
      // A group of its own: Ctrl-C reaches us alone, and we stop the server after those who use it.
      detached: true,
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', ...(remove && { remove }) },
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  );
  const url = `postgres://postgres:${folder.password}@127.0.0.1:${port}/postgres`;
  await untilReady(guard, url);
  return { url, folder: folder.path, stop: () => stop(guard) };
}

function flagsFor(
  { data }: PostgresFolder,
  port: number,
  throwAway: string | undefined,
  more: readonly string[],
): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=32MB',
    // So that tables can be moved to a database of their own while they are written.
    'wal_level=logical',
    `port=${port}`,
  ];
  const all = [...settings, ...(throwAway ? fastRatherThanSafe : []), ...more];
  return ['-D', data, ...all.flatMap((setting) => ['-c', setting])];
}

async function untilReady(guard: ChildProcess, url: string): Promise<void> {
  let output = '';
  guard.stderr?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4_000)));
  for (const end = performance.now() + startWithinMs; performance.now() < end; await delay(25)) {
    if (guard.exitCode !== null) break;
    if (await answers(url)) return;
  }
  guard.stdin?.end();
  throw new Error(`Postgres did not start.\n${output}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function stop(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null) return;
  const exited = new Promise((resolve) => guard.once('exit', resolve));
  guard.stdin?.end();
  await exited;
}
