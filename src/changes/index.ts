export type { ChangeSet, FileChange, Operation, Owner, TextEdit } from './change-set.ts';
export { createTree, type TreeFile } from './create-tree.ts';
export { applyChanges, planUndo, recoverProject, undoLast } from './apply.ts';
export { checkPreconditions } from './check.ts';
export { formatDiff } from './diff.ts';
export { hashText } from './hash.ts';
export { previewChanges, type ReadFile } from './preview.ts';
export { readBelow } from './read-file.ts';
export { editText, editsBetween } from './text-edit.ts';
