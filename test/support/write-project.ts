import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildCase, type Case } from './build-case.ts';

/** The sample shop as it is when it is new. */
export const shop: Case = {
  name: 'shop',
  architecture: 'modular-monolith',
  modules: [
    { name: 'users', uses: [] },
    { name: 'orders', uses: ['users', 'payments'] },
    { name: 'payments', uses: [] },
  ],
};

/** Writes a case's project into a new temporary folder, committed. Returns the folder. */
export async function writeProject(description: Case = shop): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-project-'));
  for (const [path, text] of await buildCase(description)) writeFileIn(root, path, text);
  commitAll(root, 'start');
  return root;
}

export function writeFileIn(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Commits everything; starts the repository where there is none. */
export function commitAll(root: string, message: string): void {
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, '-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '-q', '-m', message);
}

/** What git prints. */
export const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' });
