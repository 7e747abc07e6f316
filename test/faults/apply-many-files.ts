import { applyChanges, hashText, type ChangeSet } from '../../src/changes/index.ts';

/** Applies a change set of many files to the folder given as argument; the test kills it meanwhile. */
export const fileCount = 120;
export const before = (index: number) => `before ${index}\n`.repeat(50);
export const after = (index: number) => `after ${index}\n`.repeat(60);

export const manyFiles: ChangeSet = {
  title: 'change many files',
  notes: [],
  operations: Array.from({ length: fileCount }, (_, index) =>
    index % 3 === 0
      ? { kind: 'create', path: `made/${index}.txt`, text: after(index), expects: 'absent' }
      : {
          kind: 'edit',
          path: `kept/${index}.txt`,
          edits: [{ start: 0, end: before(index).length, text: after(index) }],
          expects: hashText(before(index)),
        },
  ),
};

const root = process.argv[2];
if (root) {
  process.stdout.write('ready\n');
  process.exitCode = applyChanges(root, manyFiles).ok ? 0 : 1;
}
