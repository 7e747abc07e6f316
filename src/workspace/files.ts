import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a project, on disk or in memory. Paths are relative to the project's root, with `/`. */
export interface ProjectFiles {
  /** Absolute folder of the project; in memory: where it will be. */
  readonly root: string;
  /** The text of a file, `undefined` when there is none. */
  read(path: string): string | undefined;
  /** Names of the folders directly below `folder`, sorted. */
  folders(folder: string): readonly string[];
  /** Paths of all files below `folder`, sorted; dependencies and build results left out. */
  below(folder: string): readonly string[];
  /** What differs from the disk: texts that are not there yet, `undefined` for files that will be gone. */
  overlay(): ReadonlyMap<string, string | undefined>;
}

const skipped = new Set(['node_modules', 'dist', '.git']);

/** The files below `root` on the disk. */
export const diskFiles = (root: string): ProjectFiles => ({
  root,
  read: (path) => (isFile(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined),
  folders: (folder) =>
    listFolder(join(root, folder))
      .filter((entry) => entry.isDirectory() && !skipped.has(entry.name))
      .map((entry) => entry.name)
      .sort(),
  below: (folder) => walk(root, folder).sort(),
  overlay: () => new Map(),
});

/** Files that exist only as texts: a project before it is written. */
export const memoryFiles = (root: string, texts: ReadonlyMap<string, string>): ProjectFiles => ({
  root,
  read: (path) => texts.get(path),
  folders: (folder) => [...new Set([...texts.keys()].flatMap((path) => folderBelow(path, folder)))].sort(),
  below: (folder) => [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
  overlay: () => texts,
});

function folderBelow(path: string, folder: string): string[] {
  if (!path.startsWith(`${folder}/`)) return [];
  const [first, ...rest] = path.slice(folder.length + 1).split('/');
  return first && rest.length > 0 ? [first] : [];
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const listFolder = (path: string) => (existsSync(path) ? readdirSync(path, { withFileTypes: true }) : []);

function walk(root: string, folder: string): string[] {
  return listFolder(join(root, folder)).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [path] : [];
  });
}
