import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  applyChanges,
  editText,
  editsBetween,
  formatDiff,
  hashText,
  previewChanges,
  readBelow,
  undoLast,
  type ChangeSet,
} from '../../src/changes/index.ts';
import { beginJournal } from '../../src/changes/journal.ts';
import { recoverProject } from '../../src/changes/index.ts';
import { snapshot } from '../support/snapshot.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'changes-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/main.ts'), 'one two three\n');
  writeFileSync(join(root, 'old.txt'), 'old\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const everyKind = (): ChangeSet => ({
  title: 'do everything',
  notes: [],
  operations: [
    { kind: 'create', path: 'deep/er/new.ts', text: 'new\n', expects: 'absent' },
    { kind: 'create', path: 'run.sh', text: '#!/bin/sh\n', expects: 'absent', mode: 0o755 },
    {
      kind: 'edit',
      path: 'src/main.ts',
      expects: hashText('one two three\n'),
      edits: [
        { start: 0, end: 3, text: 'ONE' },
        { start: 8, end: 8, text: 'and ' },
      ],
    },
    { kind: 'delete', path: 'old.txt', expects: hashText('old\n') },
  ],
});

const codes = (result: { findings: readonly { code: string }[] }) =>
  result.findings.map((finding) => finding.code);

describe('applying a change set', () => {
  it('does every kind of operation', () => {
    expect(applyChanges(root, everyKind()).ok).toBe(true);
    expect(snapshot(root)).toEqual({
      'deep/er/new.ts': 'new\n',
      'run.sh': '#!/bin/sh\n',
      'src/main.ts': 'ONE two and three\n',
    });
    expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
  });

  it('is what the preview and the diff show', () => {
    const shown = previewChanges(everyKind(), readBelow(root));
    applyChanges(root, everyKind());
    for (const { path, after } of shown) expect(readBelow(root)(path)).toBe(after);
    expect(formatDiff(shown)).toContain('-one two three\n+ONE two and three\n');
  });

  it('reports every failed precondition at once and writes nothing', () => {
    const before = snapshot(root);
    writeFileSync(join(root, 'run.sh'), 'mine\n');
    writeFileSync(join(root, 'src/main.ts'), 'edited\n');
    const result = applyChanges(root, everyKind());
    expect(codes(result)).toEqual(['file-exists', 'file-changed']);
    expect(snapshot(root)).toEqual({ ...before, 'run.sh': 'mine\n', 'src/main.ts': 'edited\n' });
  });

  it('keeps the mode of a file that it edits', () => {
    chmodSync(join(root, 'src/main.ts'), 0o755);
    applyChanges(root, everyKind());
    expect(statSync(join(root, 'src/main.ts')).mode & 0o777).toBe(0o755);
  });

  it('puts back what it wrote when a later write fails', () => {
    const before = snapshot(root);
    const blocked: ChangeSet = {
      ...everyKind(),
      operations: [
        ...everyKind().operations,
        { kind: 'create', path: 'old.txt/below-a-file', text: '', expects: 'absent' },
      ],
    };
    const inTheWay: ChangeSet = {
      ...blocked,
      operations: blocked.operations.filter(({ kind }) => kind !== 'delete'),
    };
    expect(codes(applyChanges(root, inTheWay))).toEqual(['not-writable']);
    expect(snapshot(root)).toEqual(before);
    expect(recoverProject(root)).toEqual([]);
  });
});

describe('edits between two texts', () => {
  it('turn one into the other, touching no other line', () => {
    const lines = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'no newline'), { maxLength: 12 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(lines, lines, (before, after) => editText(before, editsBetween(before, after)) === after),
    );
  });
});

describe('undo', () => {
  it('reverses the last change set byte for byte, once', () => {
    const before = snapshot(root);
    applyChanges(root, everyKind());
    expect(undoLast(root).ok).toBe(true);
    expect(snapshot(root)).toEqual(before);
    expect(codes(undoLast(root))).toEqual(['nothing-to-undo']);
  });

  it('refuses when a file was changed since', () => {
    applyChanges(root, everyKind());
    writeFileSync(join(root, 'src/main.ts'), 'mine\n');
    expect(codes(undoLast(root))).toEqual(['file-changed']);
    expect(readFileSync(join(root, 'deep/er/new.ts'), 'utf8')).toBe('new\n');
  });
});

describe('recovery', () => {
  it('leaves a file alone that was changed after the cut', () => {
    const files = [{ path: 'src/main.ts', before: 'one two three\n', after: 'whole\n' }];
    beginJournal(root, { schemaVersion: 1, kind: 'apply', title: 'cut', files });
    writeFileSync(join(root, 'src/main.ts'), 'mine\n');
    expect(recoverProject(root).map(({ code }) => code)).toEqual(['recovery-conflict']);
    expect(readFileSync(join(root, 'src/main.ts'), 'utf8')).toBe('mine\n');
  });
});
