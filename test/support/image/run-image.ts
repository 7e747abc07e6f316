import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BuiltImage } from './build-image.ts';

export interface RunOptions {
  /** Stands for /nodejs/bin/node; readable by anybody. */
  readonly node: string;
  /** All that the process has, beside what the image sets. */
  readonly env: Readonly<Record<string, string>>;
  /** In place of the image’s. */
  readonly cmd?: readonly string[];
}

export interface RunningImage {
  readonly output: () => string;
  /** The exit code, or the signal. */
  readonly ended: Promise<number | string>;
  /** Resident memory in MiB, where the system tells. */
  readonly memory: () => number | undefined;
  /** As an orchestrator ends it: SIGTERM. */
  stop(): Promise<number | string>;
}

/** Starts what was built as its user, who owns nothing of it; as ourselves where we may not become another. */
export function runImage(image: BuiltImage, { node, env, cmd = image.cmd }: RunOptions): RunningImage {
  if (image.entrypoint.join(' ') !== '/nodejs/bin/node')
    throw new Error(`The entry point ${image.entrypoint.join(' ')} is not known here.`);
  const [uid = 0, gid = 0] = image.user.split(':').map(Number);
  const lines: string[] = [];
  const child = spawn(node, cmd, {
    cwd: join(image.root, image.workdir),
    env: { ...image.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(process.getuid?.() === 0 && { uid, gid }),
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => lines.push(String(chunk)));
  const ended = endOf(child);
  return {
    output: () => lines.join(''),
    ended,
    memory: () => residentMemory(child.pid),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

const endOf = (child: ChildProcess): Promise<number | string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? ''));
  });

/** Resolves once `url` answers with a status below 400. @throws with the output when it ends, or takes longer than 30 s */
export async function untilAnswers(url: string, running: RunningImage): Promise<void> {
  const last = performance.now() + 30_000;
  const end = running.ended.then((code) => ({ code }));
  let ended: { readonly code: number | string } | undefined;
  do {
    const answers = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    ended = await Promise.race([end, delay(50, undefined)]);
  } while (ended === undefined && performance.now() < last);
  throw new Error(`${url} does not answer (${ended?.code ?? 'it runs'}):\n${running.output()}`);
}

function residentMemory(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
