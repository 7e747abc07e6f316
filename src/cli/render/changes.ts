import { formatDiff, type FileChange } from '../../changes/index.ts';
import type { Style } from './style.ts';

const mark = ({ before, after }: FileChange, style: Style): string => {
  if (before === undefined) return style.good('create');
  return after === undefined ? style.bad('delete') : style.warn('change');
};

/** One line for each file that is touched; what scaffold keeps for itself is not worth reading. */
export const formatChangeList = (changes: readonly FileChange[], style: Style): string =>
  changes
    .filter(({ path, before, after }) => before !== after && !path.startsWith('.scaffold/'))
    .map((change) => `  ${mark(change, style)}  ${change.path}`)
    .join('\n');

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
