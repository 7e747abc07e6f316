import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { snapshot } from '../support/snapshot.ts';
import { writeProject } from '../support/write-project.ts';

const entry = resolve(import.meta.dirname, '../e2e/run-from-source.ts');
const rounds = 6;
let template: string;
let untouched: Record<string, string>;
let whole: Record<string, string>;

const copy = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-kill-'));
  cpSync(template, root, { recursive: true });
  return root;
};

beforeAll(async () => {
  template = await writeProject();
  untouched = snapshot(template);
  const root = copy();
  await killWhileWriting(root, undefined);
  whole = snapshot(root);
  rmSync(root, { recursive: true, force: true });
}, 60_000);
afterAll(() => rmSync(template, { recursive: true, force: true }));

/** Runs the command, and kills it `delayMs` after it has begun to write. */
async function killWhileWriting(root: string, delayMs: number | undefined): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry, 'extract', 'payments', '--cwd', root], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  if (delayMs === undefined) return void (await ended);
  while (child.exitCode === null && !existsSync(join(root, '.scaffold/journal'))) await sleep(1);
  await sleep(delayMs);
  child.kill('SIGKILL');
  await ended;
}

it(
  'an extraction killed while it writes is finished by the next command, whichever it is',
  { timeout: 180_000 },
  async () => {
    const seen: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const root = copy();
      await killWhileWriting(root, round * 20);
      const next = await runCli(['add', 'module', 'payments'], { cwd: root });
      expect(next.exitCode).toBe(1);
      const now = snapshot(root);
      const isWhole = JSON.stringify(now) === JSON.stringify(whole);
      if (!isWhole) expect(now).toEqual(untouched);
      seen.push(isWhole ? 'whole' : 'untouched');
      rmSync(root, { recursive: true, force: true });
    }
    expect(seen).toContain('whole');
  },
);
