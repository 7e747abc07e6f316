/** What a report shows of a place, and the edits of several places brought together by file. */
import type { ts } from 'ts-morph';
import { placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import type { WiredSite, WiringStyleId } from '../model.ts';
import { importEdits, type WantedImport } from './imports.ts';

export function siteOf(program: Program, style: WiringStyleId, node: ts.Node): WiredSite {
  const file = node.getSourceFile();
  const lastLine = file.getLineAndCharacterOfPosition(node.end).line + 1;
  return { style, place: placeOf(program, node), text: node.getText().replace(/\s+/g, ' '), lastLine };
}

/** Edits of one place, with what they need imported. */
export interface PlacedEdits {
  readonly file: ts.SourceFile;
  readonly edits: readonly TextEdit[];
  readonly imports: readonly WantedImport[];
}

/** By file; imports that several places of a file need are added once. */
export function editsByFile(program: Program, placed: readonly PlacedEdits[]): Map<string, TextEdit[]> {
  const files = new Set(placed.filter(({ edits }) => edits.length > 0).map(({ file }) => file));
  return new Map(
    [...files].map((file) => {
      const here = placed.filter((each) => each.file === file);
      const wanted = new Map(
        here.flatMap((each) => each.imports).map((each) => [`${each.specifier} ${each.name}`, each]),
      );
      const imports = importEdits(file, [...wanted.values()]);
      return [program.pathOf(file), [...here.flatMap(({ edits }) => edits), ...imports]];
    }),
  );
}
