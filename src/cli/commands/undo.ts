import { formatDiff, previewUndo, undoLast } from '../../changes/index.ts';
import { diagnostic, refuse, succeed } from '../../diagnostics/index.ts';
import { findRoot } from '../../workspace/index.ts';
import type { CommandBody } from '../session.ts';

/** `scaffold undo`: the last applied change set, reversed. */
export const run: CommandBody = async ({ cwd, options, style }) => {
  const root = findRoot(cwd) ?? cwd;
  const files = previewUndo(root);
  if (files.length === 0) return refuse(diagnostic('nothing-to-undo', {}));
  const paths = files.map(({ path }) => path);
  if (options.dryRun) {
    const diff = formatDiff(files);
    return succeed({ json: { dryRun: true, files: paths, diff }, text: diff });
  }
  const undone = undoLast(root);
  if (!undone.ok) return undone;
  const { title } = undone.value;
  const text = `${style.good(title)}\n${paths.map((path) => `  ${path}`).join('\n')}`;
  return succeed({ json: { undone: title, files: paths }, text });
};
