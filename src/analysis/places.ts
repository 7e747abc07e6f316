import type { ts } from 'ts-morph';
import type { Place } from '../diagnostics/index.ts';
import type { Program } from './program.ts';

/** A place in a source file with its line and column, which count from 1. */
export interface ExactPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file: offsets into its text, from inclusive, to exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function placeOf(program: Program, node: ts.Node): ExactPlace {
  const file = node.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return { file: program.pathOf(file), line: line + 1, column: character + 1 };
}

export const placeFor = (program: Program, node: ts.Node, symbol: string): Place => ({
  ...placeOf(program, node),
  symbol,
});

export function rangeOf(node: ts.Node): TextRange {
  const file = node.getSourceFile();
  return { start: node.getStart(file), end: node.getEnd(), text: node.getText(file) };
}
