import { statSync } from 'node:fs';
import { join } from 'node:path';
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

/** One finding for each file that would be edited and that nobody may write: replacing it would go around that. */
export function checkWritable(root: string, changes: ChangeSet): Diagnostic[] {
  return changes.operations.flatMap(({ kind, path }) => {
    if (kind === 'create') return [];
    const mode = statSync(join(root, path), { throwIfNoEntry: false })?.mode ?? 0o200;
    const reason = 'the file is read-only';
    return mode & 0o222 ? [] : [diagnostic('not-writable', { path, reason }, { place: { file: path } })];
  });
}
