/**
 * The file system that a program is read from: texts in memory lie over the disk. A change set can so be type-checked
 * before it is written, and a project can be analysed that exists nowhere yet.
 */
import { readFileSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';

/** Texts by path relative to the root, with `/`; `undefined` hides a file of the disk. */
export type Overlay = ReadonlyMap<string, string | undefined>;

/** What readers of a project need. Paths are absolute, with `/`. */
export interface OverlayFiles {
  read(path: string): string | undefined;
  exists(path: string): boolean;
  isDirectory(path: string): boolean;
  /** True for what is read from the disk rather than from memory. */
  onDisk(path: string): boolean;
  /** Where links lead; the path itself for what is only in memory. */
  realpath(path: string): string;
  /** Absolute paths of what lies directly in a folder. */
  list(path: string): readonly { readonly path: string; readonly isDirectory: boolean }[];
}

export const toPosix = (path: string): string => (sep === '/' ? path : path.split(sep).join(posix.sep));

export function overlayFiles(root: string, overlay: Overlay): OverlayFiles {
  const texts = new Map([...overlay].map(([path, text]) => [toPosix(resolve(root, path)), text]));
  const folders = foldersAbove([...texts].filter(([, text]) => text !== undefined).map(([path]) => path));
  const exists = (path: string): boolean =>
    texts.has(path) ? texts.get(path) !== undefined : statOf(path)?.isFile() === true;
  return {
    read: (path) =>
      texts.has(path) ? texts.get(path) : exists(path) ? readFileSync(path, 'utf8') : undefined,
    exists,
    onDisk: (path) => !texts.has(path),
    isDirectory: (path) => folders.has(path) || statOf(path)?.isDirectory() === true,
    realpath: (path) => (statOf(path) === undefined ? path : toPosix(realpathSync.native(path))),
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

/** Undefined also for what may not be looked at: a loop of links, a folder without permission. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
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
  if (statOf(path)?.isDirectory() !== true) return [];
  try {
    return readdirSync(path, { withFileTypes: true }).map((entry) => ({
      path: toPosix(join(path, entry.name)),
      isDirectory: entry.isDirectory(),
    }));
  } catch {
    return [];
  }
}
