import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import type { ChangeSet, Operation } from './change-set.ts';
import { hashText } from './hash.ts';
import type { ReadFile } from './preview.ts';

/** Compares what each operation expects with what is there: every mismatch at once, an empty list when all fit. */
export function checkPreconditions(changes: ChangeSet, read: ReadFile): Diagnostic[] {
  return changes.operations.flatMap((operation) => checkOperation(operation, read));
}

function checkOperation(operation: Operation, read: ReadFile): Diagnostic[] {
  const { path } = operation;
  const found = read(path);
  if (operation.kind === 'create') {
    return found === undefined ? [] : [diagnostic('file-exists', { path }, { place: { file: path } })];
  }
  if (found === undefined) return [diagnostic('file-missing', { path }, { place: { file: path } })];
  if (hashText(found) !== operation.expects) {
    return [diagnostic('file-changed', { path }, { place: { file: path } })];
  }
  return [];
}
