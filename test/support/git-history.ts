import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One commit of a made-up history. */
export interface MadeCommit {
  /** `Name <address>`. */
  readonly author: string;
  /** ISO date and time. */
  readonly at: string;
  readonly message?: string;
  /** Paths and their texts; `null` deletes a file. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** A tag on it. */
  readonly tag?: string;
}

/** Git as if nobody had configured it. */
export const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@shop.test',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@shop.test',
};

export const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd,
    env: gitEnvironment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'scaffold-git-'));

/** A repository with these commits, one after the other on `main`, checked out. */
export function makeHistory(commits: readonly MadeCommit[]): string {
  const folder = temporaryFolder();
  git(folder, 'init', '-q', '-b', 'main');
  importCommits(folder, commits);
  git(folder, 'reset', '-q', '--hard', 'main');
  return folder;
}

/** Adds commits to `main`, thousands in a second. */
export function importCommits(folder: string, commits: readonly MadeCommit[]): void {
  const stream = commits.map(commandsOf).join('');
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: folder,
    env: gitEnvironment,
    input: stream,
    maxBuffer: 1 << 30,
  });
}

function commandsOf({ author, at, message = 'Change', files = {}, tag }: MadeCommit): string {
  const time = `${Math.floor(Date.parse(at) / 1000)} +0000`;
  const changes = Object.entries(files).map(([path, text]) =>
    text === null ? `D ${quote(path)}\n` : `M 100644 inline ${quote(path)}\n${data(text)}`,
  );
  const head = `commit refs/heads/main\nauthor ${author} ${time}\ncommitter ${author} ${time}\n${data(message)}`;
  const tagged = tag === undefined ? '' : `reset refs/tags/${tag}\nfrom refs/heads/main\n\n`;
  return `${head}${changes.join('')}\n${tagged}`;
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

const quote = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
