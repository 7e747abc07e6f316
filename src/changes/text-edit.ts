import { diffLines } from 'diff';
import type { TextEdit } from './change-set.ts';

/** Applies edits to a text, last to first, so that offsets of the text as read stay valid. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  let limit = text.length;
  let result = text;
  for (const edit of ordered) {
    if (edit.start < 0 || edit.start > edit.end || edit.end > limit) {
      throw new RangeError(`edits overlap or leave the text at ${edit.start}…${edit.end}`);
    }
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
    limit = edit.start;
  }
  return result;
}

/** The edits, whole lines each, that turn one text into another. */
export function editsBetween(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let open: TextEdit | undefined;
  for (const part of diffLines(before, after)) {
    if (!part.added && !part.removed) {
      at += part.value.length;
      if (open) edits.push(open);
      open = undefined;
      continue;
    }
    const edit: TextEdit = open ?? { start: at, end: at, text: '' };
    open = part.added
      ? { ...edit, text: edit.text + part.value }
      : { ...edit, end: edit.end + part.value.length };
    if (part.removed) at += part.value.length;
  }
  return open ? [...edits, open] : edits;
}
