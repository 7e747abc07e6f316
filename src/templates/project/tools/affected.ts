/**
 * `npm run affected -- --base origin/main`: which images and tests the commits since then affect, a line each, for CI:
 * `images=["payments"]`, `tests=apps/payments modules/payments`. A base that git does not know affects everything.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decideAffected } from './workspaces/affected.ts';
import { readWorkspaces } from './workspaces/graph.ts';
import type { Lock } from './workspaces/lock.ts';

function main(): void {
  const { values } = parseArgs({ options: { base: { type: 'string', default: 'origin/main' } } });
  const base = commitOf(values.base);
  const { images, tests } = decideAffected({
    paths: base === undefined ? undefined : changedSince(base),
    workspaces: readWorkspaces(),
    locks: {
      before: base === undefined ? undefined : lockAt(base),
      after: JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock,
    },
  });
  process.stdout.write(`images=${JSON.stringify(images)}\ntests=${tests.join(' ')}\n`);
}

/** Where the commits that are looked at begin: where they left `base`. */
function commitOf(base: string): string | undefined {
  try {
    return git('merge-base', base, 'HEAD').trim();
  } catch {
    return undefined;
  }
}

const changedSince = (commit: string): string[] =>
  git('diff', '--name-only', '--no-renames', '-z', commit, 'HEAD')
    .split('\0')
    .filter((path) => path !== '');

function lockAt(commit: string): Lock | undefined {
  try {
    return JSON.parse(git('show', `${commit}:package-lock.json`)) as Lock;
  } catch {
    return undefined;
  }
}

const git = (...args: string[]): string =>
  execFileSync('git', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });

main();
