import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { recoverProject } from '../../src/changes/index.ts';
import { snapshot } from '../support/snapshot.ts';
import { after, before, fileCount } from './apply-many-files.ts';

const rounds = 24;
const longestDelayMs = 160;

function prepare(): string {
  const root = mkdtempSync(join(tmpdir(), 'kill-'));
  mkdirSync(join(root, 'kept'));
  for (let index = 0; index < fileCount; index++) {
    if (index % 3 !== 0) writeFileSync(join(root, `kept/${index}.txt`), before(index));
  }
  return root;
}

async function killWhileApplying(root: string, delayMs: number): Promise<void> {
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    join(import.meta.dirname, 'apply-many-files.ts'),
    root,
  ]);
  await once(child.stdout, 'data');
  await sleep(delayMs);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

it(
  'a run killed at any moment leaves the project as it was or, once recovered, whole',
  { timeout: 120_000 },
  async () => {
    const seen = { untouched: 0, finished: 0, whole: 0 };
    for (let round = 0; round < rounds; round++) {
      const root = prepare();
      const untouched = snapshot(root);
      await killWhileApplying(root, (round * longestDelayMs) / rounds);
      const findings = recoverProject(root);
      const files = snapshot(root);
      const isUntouched = JSON.stringify(files) === JSON.stringify(untouched);
      if (!isUntouched) {
        expect(Object.keys(files)).toHaveLength(fileCount);
        for (const [path, text] of Object.entries(files))
          expect(text).toBe(after(Number(/\d+/.exec(path)?.[0])));
      }
      seen[isUntouched ? 'untouched' : findings.length > 0 ? 'finished' : 'whole']++;
      rmSync(root, { recursive: true, force: true });
    }
    expect(seen.finished, JSON.stringify(seen)).toBeGreaterThan(0);
  },
);
