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
