import { Chalk } from 'chalk';
import type { Output } from '../output.ts';

/** How text looks on one output. Colours are functions that leave the text alone where colour is off. */
export interface Style {
  /** Columns to fill at most, 20 to 80. */
  readonly width: number;
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
  /** The text wrapped at words, each line after `indent` spaces; `first` replaces the indent of the first line. */
  wrap(text: string, indent?: number, first?: string): string;
}

export function styleFor(output: Output, env: Readonly<Record<string, string | undefined>>): Style {
  const paint = new Chalk({ level: wantsColour(output, env) ? 1 : 0 });
  const width = Math.max(20, Math.min(80, output.columns ?? 80));
  return {
    width,
    bold: (text) => paint.bold(text),
    dim: (text) => paint.dim(text),
    good: (text) => paint.green(text),
    bad: (text) => paint.red(text),
    warn: (text) => paint.yellow(text),
    accent: (text) => paint.cyan(text),
    wrap: (text, indent = 0, first = ' '.repeat(indent)) => wrapText(text, width, indent, first),
  };
}

/** https://no-color.org: any value but the empty one turns colour off. */
function wantsColour(output: Output, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR'] || env['TERM'] === 'dumb' || env['FORCE_COLOR'] === '0') return false;
  return Boolean(env['FORCE_COLOR']) || output.isTTY === true;
}

/** Words longer than a line stay whole: a path or a command that was broken could not be copied. */
export function wrapText(text: string, width: number, indent: number, first: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = ' '.repeat(indent);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}
