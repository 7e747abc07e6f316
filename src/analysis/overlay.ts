/**
 * The file system that a program is read from: texts in memory lie over the disk. A change set can so be type-checked
 * before it is written, and a project can be analysed that exists nowhere yet.
 */
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';
import type { FileSystemHost, RuntimeDirEntry } from 'ts-morph';

/** Texts by path relative to the root, with `/`; `undefined` hides a file of the disk. */
export type Overlay = ReadonlyMap<string, string | undefined>;

/** What readers of a project need. Paths are absolute, with `/`. */
export interface OverlayFiles {
  read(path: string): string | undefined;
  exists(path: string): boolean;
  isDirectory(path: string): boolean;
  /** True for what is read from the disk rather than from memory. */
  onDisk(path: string): boolean;
  /** Absolute paths of what lies directly in a folder. */
  list(path: string): readonly { readonly path: string; readonly isDirectory: boolean }[];
}

export const toPosix = (path: string): string => (sep === '/' ? path : path.split(sep).join(posix.sep));

export function overlayFiles(root: string, overlay: Overlay): OverlayFiles {
  const texts = new Map([...overlay].map(([path, text]) => [toPosix(resolve(root, path)), text]));
  const folders = foldersAbove([...texts].filter(([, text]) => text !== undefined).map(([path]) => path));
  const exists = (path: string): boolean =>
    texts.has(path) ? texts.get(path) !== undefined : existsSync(path) && statSync(path).isFile();
  return {
    read: (path) =>
      texts.has(path) ? texts.get(path) : exists(path) ? readFileSync(path, 'utf8') : undefined,
    exists,
    onDisk: (path) => !texts.has(path),
    isDirectory: (path) => folders.has(path) || (existsSync(path) && statSync(path).isDirectory()),
    list: (path) => {
      const onDisk = listDisk(path).filter((entry) => !texts.has(entry.path));
      const inMemory = [
        ...[...texts]
          .filter(([, text]) => text !== undefined)
          .map(([file]) => ({ path: file, isDirectory: false })),
        ...[...folders].map((folder) => ({ path: folder, isDirectory: true })),
      ].filter((entry) => entry.path !== path && toPosix(dirname(entry.path)) === path);
      const known = new Set(onDisk.map((entry) => entry.path));
      return [...onDisk, ...inMemory.filter((entry) => !known.has(entry.path))];
    },
  };
}

function foldersAbove(files: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = toPosix(dirname(file)); !folders.has(folder); folder = toPosix(dirname(folder))) {
      folders.add(folder);
    }
  }
  return folders;
}

function listDisk(path: string): { path: string; isDirectory: boolean }[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [];
  return readdirSync(path, { withFileTypes: true }).map((entry) => ({
    path: toPosix(join(path, entry.name)),
    isDirectory: entry.isDirectory(),
  }));
}

const readOnly = (): never => {
  throw new Error('Analysis only reads: edits are values that src/changes applies.');
};

/** The overlay as ts-morph asks for it. Whatever would write throws. */
export function fileSystemHost(root: string, files: OverlayFiles): FileSystemHost {
  const read = (path: string): string => {
    const text = files.read(path);
    // The code is what ts-morph asks for to tell a missing file from a broken disk.
    if (text === undefined) throw Object.assign(new Error(`There is no file ${path}.`), { code: 'ENOENT' });
    return text;
  };
  const list = (path: string): RuntimeDirEntry[] =>
    files.list(path).map((entry) => ({
      name: entry.path,
      isFile: !entry.isDirectory,
      isDirectory: entry.isDirectory,
      isSymlink: false,
    }));
  return {
    isCaseSensitive: () => true,
    readFileSync: read,
    readFile: async (path) => read(path),
    fileExistsSync: files.exists,
    fileExists: async (path) => files.exists(path),
    directoryExistsSync: files.isDirectory,
    directoryExists: async (path) => files.isDirectory(path),
    readDirSync: list,
    realpathSync: (path) => (existsSync(path) ? toPosix(realpathSync(path)) : path),
    getCurrentDirectory: () => toPosix(root),
    glob: async () => [],
    globSync: () => [],
    delete: readOnly,
    deleteSync: readOnly,
    writeFile: readOnly,
    writeFileSync: readOnly,
    mkdir: readOnly,
    mkdirSync: readOnly,
    move: readOnly,
    moveSync: readOnly,
    copy: readOnly,
    copySync: readOnly,
  };
}
