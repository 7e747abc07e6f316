import { formatDiff, type FileChange } from '../../changes/index.ts';
import type { Style } from './style.ts';

const mark = ({ before, after }: FileChange, style: Style): string => {
  if (before === undefined) return style.good('create');
  return after === undefined ? style.bad('delete') : style.warn('change');
};

/** One line for each file that is touched; what scaffold keeps for itself is not worth reading. */
export function formatChangeList(
  changes: readonly FileChange[],
  style: Style,
  folded: readonly string[] = [],
): string {
  const shown = changes.filter(
    ({ path, before, after }) => before !== after && !path.startsWith('.scaffold/'),
  );
  const inside = (path: string): string | undefined => folded.find((folder) => path.startsWith(folder));
  const lines = shown.map((change) => {
    const folder = inside(change.path);
    const like = shown.filter(
      (each) => inside(each.path) === folder && mark(each, style) === mark(change, style),
    );
    return `  ${mark(change, style)}  ${folder === undefined ? change.path : `${folder} (${like.length} files)`}`;
  });
  return [...new Set(lines)].join('\n');
}

/** The unified diff, coloured as git does; plain it is what `git apply` takes. */
export const formatChanges = (changes: readonly FileChange[], style: Style): string =>
  formatDiff(changes)
    .split('\n')
    .map((line) => paintLine(line, style))
    .join('\n');

function paintLine(line: string, style: Style): string {
  if (/^(diff --git|---|\+\+\+|new file|deleted file)/.test(line)) return style.bold(line);
  if (line.startsWith('@@')) return style.accent(line);
  if (line.startsWith('+')) return style.good(line);
  return line.startsWith('-') ? style.bad(line) : line;
}
