/** How a file is laid out, so that what is added looks like what is there. */
import type { ts } from 'ts-morph';

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** One step of indentation in a file: a tab, or the smallest number of spaces that a line begins with. */
export function indentUnit(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  const widths = [...text.matchAll(/^( +)\S/gm)].map(([, spaces = '']) => spaces.length).filter((n) => n > 1);
  return ' '.repeat(widths.length === 0 ? 2 : Math.min(...widths));
}

/** True when several lines of objects and arrays in the file end in a comma before the closing bracket. */
export const hasTrailingCommas = (text: string): boolean =>
  (text.match(/,\s*\n\s*[}\])]/g)?.length ?? 0) >= (text.match(/[^,{[(\s]\s*\n\s*[}\]]/g)?.length ?? 0) / 2;

export const isMultiLine = (node: ts.Node): boolean => node.getText().includes('\n');

/** `head body` in one line, or the body on a line of its own where it would be too long. `column`: where the head stands. */
export function breakAfter(
  head: string,
  body: string,
  indent: string,
  unit: string,
  eol: string,
  column = indent.length,
): string {
  const width = column + head.length + 1 + body.length;
  return width <= maxWidth ? `${head} ${body}` : `${head}${eol}${indent}${unit}${body}`;
}

/** Prettier's own width, the commonest. */
const maxWidth = 80;
