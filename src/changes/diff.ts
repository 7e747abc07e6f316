import { createTwoFilesPatch } from 'diff';
import type { FileChange } from './change-set.ts';

/** A unified diff of the changes, in the form `git apply` accepts. */
export function formatDiff(changes: readonly FileChange[]): string {
  return changes.map(formatFile).join('');
}

function formatFile({ path, before, after, mode }: FileChange): string {
  if (before === after) return '';
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  const to = after === undefined ? '/dev/null' : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, {
    context: 3,
  });
  const body = patch.slice(patch.indexOf('---')).replace(/^((?:---|\+\+\+) .*)\t$/gm, '$1');
  return `diff --git a/${path} b/${path}\n${header(before, after, mode)}${body}`;
}

function header(before: string | undefined, after: string | undefined, mode: number | undefined): string {
  const bits = mode !== undefined && mode & 0o100 ? '100755' : '100644';
  if (before === undefined) return `new file mode ${bits}\n`;
  if (after === undefined) return `deleted file mode ${bits}\n`;
  return '';
}
