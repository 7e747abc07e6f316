/** The TypeScript sources of a workspace, without reading them. */
import { posix } from 'node:path';
import { realpathSync } from 'node:fs';
import { toPosix, type OverlayFiles } from '../overlay.ts';
import { isWithin } from './find-folders.ts';

const skipped = new Set(['node_modules', 'bower_components', 'dist', 'coverage']);
/** Build results beside a package.json; deeper down they are names like any other. */
const skippedAtTop = new Set(['build', 'out', 'lib-cov', 'tmp']);

export interface SourceRequest {
  readonly root: string;
  /** Absolute folders with a package.json of their own that belong to the workspace. */
  readonly members: readonly string[];
}

/** Absolute paths, sorted. Declarations, build results and packages that are not of the workspace are left out. */
export function sourceFiles(files: OverlayFiles, { root, members }: SourceRequest): string[] {
  const known = new Set([root, ...members]);
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    const real = realOf(folder);
    if (seen.has(real)) return;
    seen.add(real);
    for (const { path, isDirectory } of files.list(folder)) {
      const name = posix.basename(path);
      if (!isDirectory) {
        if (isSource(name)) found.push(path);
      } else if (!isSkipped(name, known.has(folder)) && belongs(files, path, known)) visit(path);
    }
  };
  visit(root);
  for (const member of members) if (!isWithin(member, root)) visit(member);
  return found.sort();
}

export const isSource = (name: string): boolean =>
  /\.[cm]?tsx?$/.test(name) && !/\.d\.(?:[\w-]+\.)?[cm]?ts$/.test(name);

const isSkipped = (name: string, top: boolean): boolean =>
  name.startsWith('.') || skipped.has(name) || (top && skippedAtTop.has(name));

/** A folder with a package.json that no workspace names is another project: an example, a front end of its own. */
const belongs = (files: OverlayFiles, folder: string, known: ReadonlySet<string>): boolean =>
  known.has(folder) || !files.exists(posix.join(folder, 'package.json'));

function realOf(folder: string): string {
  try {
    return toPosix(realpathSync(folder));
  } catch {
    return folder;
  }
}
