import xterm, { type IBufferCell } from '@xterm/headless';

/** A stretch of one line in one look. */
export interface Span {
  /** Column of the first character, from 0. */
  readonly column: number;
  readonly text: string;
  /** Index in the palette of 16 colours; undefined is the default. */
  readonly colour: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

export type Line = readonly Span[];

/** What a terminal shows, scrolled lines included. */
export interface Screen {
  write(data: string): Promise<void>;
  /** Without the empty lines at the end. */
  lines(): readonly Line[];
  /** All of it as words with single spaces between them. */
  words(): string;
}

export function openScreen(columns: number): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows: 50, scrollback: 5_000, allowProposedApi: true });
  const lines = (): readonly Line[] => {
    const { active } = terminal.buffer;
    const all = Array.from({ length: active.length }, (_, row) => readLine(row, columns, terminal));
    const last = all.findLastIndex((line) => line.length > 0);
    return all.slice(0, last + 1);
  };
  return {
    lines,
    write: (data) => new Promise((done) => terminal.write(data, done)),
    words: () =>
      lines()
        .map((line) => line.map(({ text }) => text).join(''))
        .join(' ')
        .replaceAll(/\s+/g, ' '),
  };
}

function readLine(row: number, columns: number, terminal: xterm.Terminal): Line {
  const line = terminal.buffer.active.getLine(row);
  const spans: Span[] = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line?.getCell(column);
    if (!cell || cell.getWidth() === 0) continue;
    const next = spanOf(cell, column);
    const last = spans.at(-1);
    if (last && looksLike(last, next)) spans[spans.length - 1] = { ...last, text: last.text + next.text };
    else spans.push(next);
  }
  return withoutTrailingSpace(spans);
}

const spanOf = (cell: IBufferCell, column: number): Span => ({
  column,
  text: cell.getChars() || ' ',
  colour: cell.isFgPalette() ? cell.getFgColor() : undefined,
  bold: cell.isBold() !== 0,
  dim: cell.isDim() !== 0,
});

const looksLike = (a: Span, b: Span): boolean =>
  a.colour === b.colour && a.bold === b.bold && a.dim === b.dim;

function withoutTrailingSpace(spans: readonly Span[]): Line {
  const last = spans.at(-1);
  if (!last) return [];
  const text = last.text.trimEnd();
  return text === '' ? withoutTrailingSpace(spans.slice(0, -1)) : [...spans.slice(0, -1), { ...last, text }];
}
