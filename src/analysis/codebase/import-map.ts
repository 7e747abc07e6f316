/**
 * Who imports whom, from the texts alone. Specifiers are found by a pattern, which may find one too many in a comment or a
 * string: the result only says which files are worth loading.
 */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { OverlayFiles } from '../overlay.ts';

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
  const known = new Set(sources);
  const resolver = openResolver(files, known);
  const texts = new Map<string, string>();
  const importers = new Map<string, string[]>();
  for (const file of sources) {
    const text = readText(files, file);
    texts.set(file, text);
    const options = optionsFor(file);
    for (const specifier of specifiersIn(text)) {
      const found = resolver(specifier, file, options);
      if (found !== undefined) importers.set(found, [...(importers.get(found) ?? []), file]);
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

type Resolver = (specifier: string, from: string, options: ts.CompilerOptions) => string | undefined;

/** Relative paths are looked up in the list of sources; `paths`, `baseUrl` and `#imports` are the compiler's business. */
function openResolver(files: OverlayFiles, known: ReadonlySet<string>): Resolver {
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => known.has(path) || (path.endsWith('/package.json') && files.exists(path)),
    readFile: files.read,
    directoryExists: () => true,
    // `paths` are absolute by now.
    getCurrentDirectory: () => '/',
  };
  const folders = new Set([...known].flatMap((file) => [file.replace(/\.[^./]+$/, ''), posix.dirname(file)]));
  const tops = new Map<string, boolean>();
  const leads = (path: string): boolean => {
    const answer =
      tops.get(path) ?? [...folders].some((each) => each === path || each.startsWith(`${path}/`));
    tops.set(path, answer);
    return answer;
  };
  const caches = new Map<ts.CompilerOptions, ts.ModuleResolutionCache>();
  return (specifier, from, options) => {
    if (specifier.startsWith('.')) return sourceAt(known, posix.join(posix.dirname(from), specifier));
    if (!mayBeOwn(specifier, options, leads)) return undefined;
    const cache = caches.get(options) ?? ts.createModuleResolutionCache('/', (path) => path, options);
    caches.set(options, cache);
    return ts.resolveModuleName(specifier, from, options, host, cache).resolvedModule?.resolvedFileName;
  };
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx', '/index.mts', '/index.cts'];

function sourceAt(known: ReadonlySet<string>, path: string): string | undefined {
  if (known.has(path)) return path;
  const bare = path.replace(/\.([cm]?)jsx?$/, '');
  return [bare, path].flatMap((each) => extensions.map((end) => each + end)).find((each) => known.has(each));
}

/** A cheap look before the compiler is asked: most specifiers are packages. `leads`: to a source, or a folder with one. */
function mayBeOwn(
  specifier: string,
  { baseUrl, paths = {} }: ts.CompilerOptions,
  leads: (path: string) => boolean,
): boolean {
  if (specifier.startsWith('node:')) return false;
  if (specifier.startsWith('#')) return true;
  const [first = ''] = specifier.split('/');
  if (baseUrl !== undefined && leads(posix.join(baseUrl, first))) return true;
  return Object.keys(paths).some((key) => {
    const star = key.indexOf('*');
    return star < 0 ? key === specifier : specifier.startsWith(key.slice(0, star));
  });
}
