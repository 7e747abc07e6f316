import type { ChangeSet, FileChange, Operation } from './change-set.ts';
import { editText } from './text-edit.ts';

/** Reads a file of the project, `undefined` when there is none. */
export type ReadFile = (path: string) => string | undefined;

/** What each file is before and after a change set: the one computation behind the dry run, the diff and the write. */
export function previewChanges(changes: ChangeSet, read: ReadFile): FileChange[] {
  return changes.operations.map((operation) => previewOperation(operation, read));
}

function previewOperation(operation: Operation, read: ReadFile): FileChange {
  const before = read(operation.path);
  switch (operation.kind) {
    case 'create':
      return withMode({ path: operation.path, before, after: operation.text }, operation.mode);
    case 'edit':
      return { path: operation.path, before, after: editText(before ?? '', operation.edits) };
    case 'delete':
      return { path: operation.path, before, after: undefined };
  }
}

const withMode = (change: FileChange, mode: number | undefined): FileChange =>
  mode === undefined ? change : { ...change, mode };
