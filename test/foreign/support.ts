import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, run } from '../support/run.ts';
import { commitAll, writeFileIn } from '../support/write-project.ts';
import type { SmallCodebase } from './codebases.ts';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const tsx = join(modules, 'tsx/dist/esm/index.mjs');

export const secret = 'a-secret-of-more-than-thirty-two-bytes-for-tests-alone';

/** Writes a codebase into a new temporary folder, committed, with the packages that it compiles with. */
export function writeCodebase(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-foreign-'));
  for (const [path, text] of Object.entries(files)) writeFileIn(root, path, text);
  for (const name of ['@types/node', 'undici-types', 'typescript']) {
    const link = join(root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(modules, name), link);
  }
  writeFileIn(root, '.gitignore', 'node_modules\ndist\n');
  commitAll(root, 'start');
  return root;
}

/** Compiles with the compiler of this repository; throws with its errors. */
export function compile(root: string, { sources }: SmallCodebase): Promise<unknown> {
  const folder = join(root, sources, '..');
  return run(folder, process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', '.']);
}

/** What the codebase's own program prints. */
export async function outputOf(
  root: string,
  codebase: SmallCodebase,
  env: Record<string, string> = {},
): Promise<string> {
  const { stdout } = await run(folderOf(root, codebase), process.execPath, entry(codebase, 'main'), env);
  return stdout;
}

/** The emitted tests, one after the other; throws with what they printed when one fails. */
export async function runEmittedTests(root: string, codebase: SmallCodebase): Promise<string> {
  const { slug } = codebase;
  const files = ['contract', 'values', 'faults'].flatMap((kind) =>
    entry(codebase, `remote/${slug}/${slug}.${kind}.test`).slice(-1),
  );
  const before = entry(codebase, '').slice(0, -1);
  const args = [...before, '--test', '--test-reporter=tap', ...files];
  return (await run(folderOf(root, codebase), process.execPath, args)).stdout;
}

export interface Started {
  readonly url: string;
  /** Resolves to the exit code after SIGTERM. */
  stop(): Promise<number | null>;
}

/** The service's process, on a free port. */
export async function startService(
  root: string,
  codebase: SmallCodebase,
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(process.execPath, entry(codebase, `remote/${codebase.slug}/main`), {
    cwd: folderOf(root, codebase),
    env: { ...cleanEnvironment(), PORT: '0', SERVICE_SECRET: secret, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await urlOf(child);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.on('exit', (code) => resolve(code));
        child.kill('SIGTERM');
      }),
  };
}

function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /"url":"([^"]+)"/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.on('exit', (code) => reject(new Error(`The service ended with ${code}: ${text}`)));
  });
}

const folderOf = (root: string, { sources }: SmallCodebase): string => join(root, sources, '..');

function entry({ uncompiled }: SmallCodebase, file: string): string[] {
  return uncompiled === true ? ['--import', tsx, `src/${file}.ts`] : [`dist/${file}.js`];
}

export const isThere = (root: string, path: string): boolean => existsSync(join(root, path));
