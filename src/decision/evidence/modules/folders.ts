/** What the folders of a codebase say by their names and by what lies in them. Paths are relative to its root. */
import { posix } from 'node:path';
import { isClient, isContainer, isShared } from './names.ts';

export const isWithin = (path: string, folder: string): boolean => folder === '' || isBelow(path, folder);
export const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

/** Folders of the package in which two fifths of the files are pages and components. */
export function clientFolders(folder: string, sources: readonly string[], full: boolean): string[] {
  if (full) return [];
  const candidates = new Set(sources.flatMap((path) => mayBeClient(ancestors(path, folder))));
  const found = [...candidates].filter((one) => {
    const below = sources.filter((path) => isBelow(path, one));
    const views = below.filter((path) => /\.[jt]sx$|\.component\.ts$/.test(path)).length;
    return views / below.length >= 0.4 || (isClient(posix.basename(one)) && views > 0);
  });
  return found.filter((one) => !found.some((other) => isBelow(one, other)));
}

/** The two outermost folders of each file, unless they hold parts or are called a server. */
const mayBeClient = (folders: readonly string[]): readonly string[] => {
  const end = folders.findIndex(
    (one) => isContainer(posix.basename(one)) || /^(?:server|backend|api)$/.test(posix.basename(one)),
  );
  return folders.slice(0, Math.min(2, end === -1 ? 2 : end));
};

/** The folders above a file, outermost first, below `folder`. */
function ancestors(path: string, folder: string): string[] {
  const start = folder === '' ? 0 : folder.split('/').length;
  const parts = posix.dirname(path).split('/');
  if (parts[0] === '.') return [];
  return parts.slice(start).map((_, index) => parts.slice(0, start + index + 1).join('/'));
}

/** Outermost folders called `modules`, `features` and so on, with two parts or more. */
export function containersIn(folder: string, sources: readonly string[]): string[] {
  const all = new Set(
    sources.flatMap((path) => ancestors(path, folder).filter((one) => isContainer(posix.basename(one)))),
  );
  const found = [...all].filter(
    (one) => childrenOf(one, sources).filter((child) => !isShared(posix.basename(child))).length > 1,
  );
  return found.filter((one) => !found.some((other) => isBelow(one, other))).sort();
}

export function childrenOf(folder: string, sources: readonly string[]): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const children = sources
    .filter((path) => path.startsWith(prefix))
    .flatMap((path) => {
      const rest = path.slice(prefix.length).split('/');
      return rest.length > 1 ? [`${prefix}${rest[0]}`] : [];
    });
  return [...new Set(children)].sort();
}

/** Folders of Nest modules. The outermost one puts the others together; what is nested belongs to what it is nested in. */
export function nestFolders(files: readonly string[], containers: readonly string[]): string[] {
  const folders = [...new Set(files.map((path) => posix.dirname(path)))];
  const roots = folders.filter(
    (one) =>
      folders.filter((other) => isBelow(other, one)).length >= 2 &&
      !folders.some((other) => isBelow(one, other)),
  );
  const rest = folders.filter((one) => !roots.includes(one) && !containers.some((other) => one === other));
  return rest.filter((one) => !rest.some((other) => isBelow(one, other))).sort();
}

const sourceRoots = [
  'src',
  'lib',
  'server',
  'app',
  'backend',
  'api',
  'source',
  'src/app',
  'src/lib',
  'src/server',
  'lib/app',
];

/** The deepest of the usual source roots that holds most of the code. */
export function sourceRootOf(folder: string, sources: readonly string[]): string {
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const share = (root: string): number =>
    sources.filter((path) => isBelow(path, root)).length / sources.length;
  const roots = sourceRoots.map(at).filter((root) => share(root) > 0.6);
  return roots.sort((a, b) => b.length - a.length)[0] ?? folder;
}
