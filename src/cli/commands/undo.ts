import { formatDiff, planUndo, undoLast } from '../../changes/index.ts';
import { succeed } from '../../diagnostics/index.ts';
import { findChanged, findRoot } from '../../workspace/index.ts';
import { formatChangeList, formatChanges } from '../render/changes.ts';
import type { CommandBody } from '../session.ts';

/** `scaffold undo`: the last applied change set, reversed. */
export const run: CommandBody = async ({ cwd, options, style }) => {
  const root = findRoot(cwd) ?? findChanged(cwd) ?? cwd;
  const undo = options.dryRun ? planUndo(root) : undoLast(root);
  if (!undo.ok) return undo;
  const { title, files, install } = undo.value;
  const paths = files.map(({ path }) => path);
  if (options.dryRun) {
    return succeed({
      json: { dryRun: true, files: paths, diff: formatDiff(files) },
      text: formatChanges(files, style),
    });
  }
  const next = install ? ['npm install'] : [];
  const sections = [
    formatChangeList(files, style),
    style.good(`Done: ${title}`),
    ...(install
      ? [`${style.bold('Next')}\n  ${style.accent('npm install')}  (the lock file still names what is gone)`]
      : []),
  ];
  return succeed({ json: { undone: title, files: paths, next }, text: sections.join('\n\n') });
};
