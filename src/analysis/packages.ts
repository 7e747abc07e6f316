/**
 * The packages of an npm workspace and the source files behind their `exports`. A program needs them as plain paths: the
 * links under node_modules are missing before an install, and the built files that a link leads to may be old.
 */
import { posix } from 'node:path';

export interface PackageEntry {
  /** As it is imported: `@shop/payments/host`. May hold one `*`. */
  readonly specifier: string;
  /** Source file relative to the root; holds the `*` of the specifier. */
  readonly file: string;
}

export interface WorkspacePackage {
  readonly name: string;
  /** Relative to the root, with `/`. */
  readonly directory: string;
  readonly entries: readonly PackageEntry[];
}

/** What is needed of a project's files; the `ProjectFiles` of the workspace fit. Paths are relative to the root. */
export interface PackageReader {
  read(path: string): string | undefined;
  /** Names of the folders directly below. */
  folders(folder: string): readonly string[];
}

/** Folders that hold packages where no package.json says it: a template, or part of a project. */
const usualFolders = ['platform', 'modules/*', 'apps/*', 'clients/*'];

/** Every package of the workspace, sorted by name. Folders without a readable package.json are left out. */
export function readWorkspacePackages(reader: PackageReader): WorkspacePackage[] {
  const patterns = workspacePatterns(parse(reader.read('package.json'))) ?? usualFolders;
  const directories = new Set(patterns.flatMap((pattern) => expand(pattern, reader)));
  return [...directories]
    .flatMap((directory) => readPackageAt(directory, reader))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function workspacePatterns(manifest: Json | undefined): string[] | undefined {
  const listed = manifest?.['workspaces'];
  const patterns = Array.isArray(listed) ? listed : isObject(listed) ? listed['packages'] : undefined;
  return Array.isArray(patterns) ? patterns.filter((item) => typeof item === 'string') : undefined;
}

function expand(pattern: string, reader: PackageReader): string[] {
  const clean = posix.normalize(pattern).replace(/\/$/, '');
  const star = clean.indexOf('*');
  if (star < 0) return [clean];
  const parent = clean.slice(0, star).replace(/\/$/, '');
  return reader.folders(parent).map((name) => posix.join(parent, name));
}

/** The package in a folder; none where its package.json cannot be read or has no name. */
export function readPackageAt(directory: string, reader: PackageReader): WorkspacePackage[] {
  const manifest = parse(reader.read(posix.join(directory, 'package.json')));
  const name = manifest?.['name'];
  if (manifest === undefined || typeof name !== 'string') return [];
  return [{ name, directory, entries: entriesOf(name, directory, manifest) }];
}

function entriesOf(name: string, directory: string, manifest: Json): PackageEntry[] {
  const exported = manifest['exports'];
  if (exported === undefined) {
    const main = manifest['source'] ?? manifest['types'] ?? manifest['main'];
    return typeof main === 'string' ? [{ specifier: name, file: posix.join(directory, main) }] : [];
  }
  const subpaths =
    isObject(exported) && Object.keys(exported).some((key) => key.startsWith('.'))
      ? exported
      : { '.': exported };
  return Object.entries(subpaths).flatMap(([subpath, target]) => {
    const file = sourceOf(target);
    return file === undefined
      ? []
      : [{ specifier: posix.join(name, subpath), file: posix.join(directory, file) }];
  });
}

/** The file under the `source` condition, else the first that a type-checker would take. */
function sourceOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (!isObject(target)) return undefined;
  for (const condition of ['source', 'types', 'import', 'node', 'default']) {
    const file = sourceOf(target[condition]);
    if (file !== undefined) return file;
  }
  return undefined;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string | undefined): Json | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
