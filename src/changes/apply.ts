import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  diagnostic,
  isBlocking,
  refuse,
  succeed,
  type Diagnostic,
  type Outcome,
} from '../diagnostics/index.ts';
import type { ChangeSet, FileChange } from './change-set.ts';
import { checkPreconditions } from './check.ts';
import { beginJournal, dropJournal, endJournal, readLast, readRunning, type Journal } from './journal.ts';
import { previewChanges } from './preview.ts';
import { readBelow } from './read-file.ts';
import { deleteFile, writeWhole } from './write-file.ts';

/**
 * The one writer. Applies a change set to the project at `root`: all of it or nothing. Every precondition is checked
 * before the first write, and all that fail are reported together.
 */
export function applyChanges(root: string, changes: ChangeSet): Outcome<readonly FileChange[]> {
  const read = readBelow(root);
  const problems = checkPreconditions(changes, read);
  if (problems.some(isBlocking)) return refuse(...problems);
  const files = previewChanges(changes, read).filter((file) => file.before !== file.after);
  if (files.length === 0) return succeed([]);
  return run(root, {
    schemaVersion: 1,
    kind: 'apply',
    title: changes.title,
    files,
    install: changes.install === true,
  });
}

/** Reverses the last applied change set. */
export function undoLast(root: string): Outcome<Journal> {
  const undo = planUndo(root);
  if (!undo.ok) return undo;
  const done = run(root, undo.value);
  return done.ok ? undo : done;
}

/** What undoing changes; refused when a file of the last change set was changed since. */
export function planUndo(root: string): Outcome<Journal> {
  const last = readLast(root);
  if (!last) return refuse(diagnostic('nothing-to-undo', {}));
  const read = readBelow(root);
  const changed = last.files.filter((file) => read(file.path) !== file.after);
  if (changed.length > 0) {
    return refuse(
      ...changed.map(({ path }) => diagnostic('file-changed', { path }, { place: { file: path } })),
    );
  }
  const files = last.files.map(({ path, before, after }) => ({ path, before: after, after: before }));
  return succeed({
    schemaVersion: 1,
    kind: 'undo',
    title: `undo: ${last.title}`,
    files,
    install: last.install === true,
  });
}

/** Finishes a run that was cut off. Every command calls this first; it says what it did. */
export function recoverProject(root: string): Diagnostic[] {
  const journal = readRunning(root);
  if (!journal) return [];
  const { title } = journal;
  const read = readBelow(root);
  const conflicts = journal.files.filter(({ path, before, after }) => ![before, after].includes(read(path)));
  if (conflicts.length > 0) {
    return conflicts.map(({ path }) =>
      diagnostic('recovery-conflict', { path, title }, { place: { file: path } }),
    );
  }
  for (const file of journal.files) if (read(file.path) !== file.after) writeChange(root, file);
  endJournal(root, journal);
  return [diagnostic('recovered-finished', { title })];
}

function run(root: string, journal: Journal): Outcome<readonly FileChange[]> {
  const written: FileChange[] = [];
  let at = '.scaffold/journal';
  try {
    beginJournal(root, journal);
    for (const file of journal.files) {
      at = file.path;
      writeChange(root, file);
      written.push(file);
    }
    endJournal(root, journal);
    return succeed(journal.files);
  } catch (error) {
    return reverse(root, written, at, error);
  }
}

/** A write failed (a full disk, a read-only folder): what was written is put back, and the journal is closed. */
function reverse(root: string, written: FileChange[], path: string, error: unknown): Outcome<never> {
  for (const file of written.toReversed())
    writeChange(root, { ...file, before: file.after, after: file.before });
  dropJournal(root);
  const reason = error instanceof Error ? error.message : String(error);
  return refuse(diagnostic('not-writable', { path, reason }, { place: { file: path } }));
}

function writeChange(root: string, { path, after, mode }: FileChange): void {
  if (after === undefined) deleteFile(root, path);
  else writeWhole(join(root, path), after, mode ?? currentMode(join(root, path)));
}

const currentMode = (path: string): number | undefined => {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : mode & 0o777;
};
