import type { Place } from '../../../diagnostics/index.ts';
import type { Style } from '../style.ts';

/** The line that a finding speaks of with its neighbours, and a caret under the column. */
export function formatFrame(text: string, { line, column }: Place, style: Style): string[] {
  if (line === undefined) return [];
  const lines = text.split(/\r\n|\n|\r/);
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const gutter = String(last).length;
  const room = style.width - gutter - 7;
  const cut = Math.max(0, (column ?? 1) - Math.floor(room * 0.75));
  return lines.slice(first - 1, last).flatMap((each, index) => {
    const number = first + index;
    const code = clip(each, cut, room);
    const isIt = number === line;
    const row = `  ${isIt ? '>' : ' '} ${String(number).padStart(gutter)} | ${code}`;
    if (!isIt) return [style.dim(row.trimEnd())];
    if (column === undefined) return [row];
    return [row, style.dim(`    ${' '.repeat(gutter)} | `) + pad(each, cut, column) + style.bad('^')];
  });
}

/** Tabs take one column each, as the compiler counts them. */
const clip = (line: string, cut: number, room: number): string => {
  const plain = line.replaceAll('\t', ' ').slice(cut);
  return plain.length > room ? `${plain.slice(0, room - 1)}…` : plain;
};

const pad = (line: string, cut: number, column: number): string =>
  ' '.repeat(Math.max(0, Math.min(column - 1, line.length) - cut));
