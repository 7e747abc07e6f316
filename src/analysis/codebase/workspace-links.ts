/** What an install would link into node_modules: the packages of the workspace itself, read where they are. */
import { posix } from 'node:path';
import type { OverlayFiles } from '../overlay.ts';
import { readPackageJson } from './json.ts';

/** The same files, with `node_modules/<name>` leading to the package of that name where nothing is installed there. */
export function withWorkspaceLinks(files: OverlayFiles, members: readonly string[]): OverlayFiles {
  let folders: ReadonlyMap<string, string> | undefined;
  const folderOf = (name: string): string | undefined => {
    folders ??= new Map(
      members.flatMap((folder) => {
        const own = readPackageJson(files, folder)?.name;
        return own === undefined ? [] : [[own, folder] as const];
      }),
    );
    return folders.get(name);
  };
  const linked = (path: string): string => {
    const [, name, rest = ''] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(path) ?? [];
    if (name === undefined || files.exists(path) || files.isDirectory(path)) return path;
    const folder = folderOf(name);
    return folder === undefined ? path : posix.join(folder, rest);
  };
  return {
    ...files,
    read: (path) => files.read(linked(path)),
    exists: (path) => files.exists(linked(path)),
    isDirectory: (path) => files.isDirectory(linked(path)),
  };
}
