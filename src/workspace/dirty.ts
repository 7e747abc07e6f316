import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ChangeSet } from '../changes/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import { dirtyFiles } from './git.ts';

/** One finding for each file that the change set touches and that has uncommitted changes. */
export function checkDirty(root: string, changes: ChangeSet): Diagnostic[] {
  const dirty = dirtyFiles(root);
  const touched = changes.operations.filter(({ kind }) => kind !== 'create').map(({ path }) => path);
  return [...new Set(touched)]
    .filter((path) => dirty.has(path))
    .map((path) => diagnostic('dirty-file', { path }, { place: { file: path } }));
}

/**
 * One finding for each file that would be edited and that nobody may write, since replacing it would go around that; and one
 * for each folder that takes no new files.
 */
export function checkWritable(root: string, changes: ChangeSet): Diagnostic[] {
  const files = changes.operations.filter(({ kind }) => kind !== 'create').map(({ path }) => path);
  const folders = changes.operations.map(({ path }) => folderAbove(root, path));
  return [
    ...files.filter((path) => isReadOnly(join(root, path))).map((path) => notWritable(path, 'file')),
    ...[...new Set(folders)]
      .filter((path) => isReadOnly(join(root, path)))
      .map((path) => notWritable(path || '.', 'folder')),
  ];
}

const notWritable = (path: string, what: 'file' | 'folder'): Diagnostic =>
  diagnostic('not-writable', { path, reason: `the ${what} is read-only` }, { place: { file: path } });

const isReadOnly = (path: string): boolean =>
  ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0o200) & 0o222) === 0;

/** The nearest folder that is there already. */
function folderAbove(root: string, path: string): string {
  const folder = posix.dirname(path);
  if (folder === '.') return '';
  return existsSync(join(root, folder)) ? folder : folderAbove(root, folder);
}
