import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files above this size are bundles or data, not code that people write. */
export const largestFile = 1_000_000;

/** More than this is not a codebase but a disk. */
const mostFiles = 200_000;

/** Why a file was left out of the analysis. */
export type SkipReason = 'too-large' | 'unreadable' | 'link' | 'not-parsed' | 'minified' | 'broken-syntax';

export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
}

/** Every file below a root. Paths are relative to it, with `/`, sorted. */
export interface FileList {
  readonly files: readonly string[];
  /** The command that gives the same list. */
  readonly source: string;
  readonly skipped: readonly Skipped[];
}

const ignoredFolders = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'coverage',
  '.next',
  '.turbo',
  '.cache',
  // Copies of what scaffold wrote, package names and all.
  '.scaffold',
]);

/** What git knows and does not ignore; without git, what is there. Links are never followed, so there are no loops. */
export function listFiles(root: string): FileList {
  const known = listByGit(root);
  if (known === undefined) return { ...walk(root), source: 'find . -type f -not -path "*/node_modules/*"' };
  const skipped: Skipped[] = [];
  const files = known.filter((path) => {
    const found = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (found?.isSymbolicLink() === true) skipped.push({ path, reason: 'link' });
    return found?.isFile() === true;
  });
  return { files, skipped, source: 'git ls-files --cached --others --exclude-standard' };
}

function listByGit(root: string): readonly string[] | undefined {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const text = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const paths = [...new Set(text.split('\0').filter((path) => path !== ''))].sort();
    const own = paths.filter((path) => !/(?:^|\/)(?:node_modules|\.scaffold)\//.test(path));
    // A folder that a repository ignores as a whole has no files for git.
    return own.length > 0 ? own : undefined;
  } catch {
    return undefined;
  }
}

function walk(root: string): Pick<FileList, 'files' | 'skipped'> {
  const files: string[] = [];
  const skipped: Skipped[] = [];
  const visit = (folder: string): void => {
    if (files.length >= mostFiles) return;
    const entries = entriesOf(join(root, folder));
    if (entries === undefined) skipped.push({ path: folder, reason: 'unreadable' });
    for (const entry of entries ?? []) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) skipped.push({ path, reason: 'link' });
      else if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !ignoredFolders.has(entry.name)) visit(path);
    }
  };
  visit('');
  return { files: files.sort(), skipped };
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

export type ReadText = { readonly text: string } | { readonly reason: SkipReason };

/** The text of a source file, unless it is too large, not readable, or no text that people wrote. */
export function readSource(root: string, path: string): ReadText {
  try {
    if (statSync(join(root, path)).size > largestFile) return { reason: 'too-large' };
    const text = readFileSync(join(root, path), 'utf8');
    if (text.includes('\0')) return { reason: 'not-parsed' };
    return isMinified(text) ? { reason: 'minified' } : { text };
  } catch {
    return { reason: 'unreadable' };
  }
}

/** Lines of a thousand characters and more on average are written by a bundler. */
const isMinified = (text: string): boolean =>
  text.length > 20_000 && text.length / text.split('\n', text.length / 1000 + 2).length > 1000;

/** Reads a small file such as a package.json; `undefined` where there is none, or none that can be read. */
export function readSmall(root: string, path: string): string | undefined {
  const read = readSource(root, path);
  return 'text' in read ? read.text : undefined;
}
