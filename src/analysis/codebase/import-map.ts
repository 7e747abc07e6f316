/**
 * Who imports whom, from the texts alone. Specifiers are found by a pattern, which may find one too many in a comment or a
 * string: the result only says which files are worth loading.
 */
import type { ts } from 'ts-morph';
import type { OverlayFiles } from '../overlay.ts';
import { openOwnImports } from './own-imports.ts';

export interface ImportMap {
  /** The files that import one of `targets`, directly or through others; `targets` included. */
  importersOf(targets: readonly string[]): ReadonlySet<string>;
  text(file: string): string;
}

export interface ImportMapRequest {
  /** Absolute paths. */
  readonly sources: readonly string[];
  /** Options whose `paths` and `baseUrl` hold for a file. */
  optionsFor(file: string): ts.CompilerOptions;
}

const specifierPattern = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])([^'"\n]{1,300})\1/g;

/** Larger files are bundles: nobody wrote their imports. */
const maxLength = 1_500_000;

export function openImportMap(files: OverlayFiles, { sources, optionsFor }: ImportMapRequest): ImportMap {
  const ownImport = openOwnImports(files, new Set(sources));
  const texts = new Map<string, string>();
  const importers = new Map<string, string[]>();
  for (const file of sources) {
    const text = readText(files, file);
    texts.set(file, text);
    const options = optionsFor(file);
    for (const specifier of specifiersIn(text)) {
      const found = ownImport(specifier, file, options);
      if (found === undefined) continue;
      const known = importers.get(found);
      if (known === undefined) importers.set(found, [file]);
      else known.push(file);
    }
  }
  return {
    text: (file) => texts.get(file) ?? '',
    importersOf: (targets) => {
      const reached = new Set(targets);
      for (const each of reached) for (const importer of importers.get(each) ?? []) reached.add(importer);
      return reached;
    },
  };
}

const readText = (files: OverlayFiles, file: string): string => {
  try {
    const text = files.read(file) ?? '';
    return text.length > maxLength ? '' : text;
  } catch {
    return '';
  }
};

const specifiersIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(specifierPattern)].map(([, , specifier = '']) => specifier));
