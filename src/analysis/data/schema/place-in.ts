import type { ts } from 'ts-morph';
import type { ExactPlace } from '../../places.ts';

/** The place of a node in a file that belongs to no program: its name is its path. */
export function placeIn(file: ts.SourceFile, node: ts.Node): ExactPlace {
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return { file: file.fileName, line: line + 1, column: character + 1 };
}
