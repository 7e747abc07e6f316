import { posix } from 'node:path';
import type { CandidateModule } from '../model.ts';
import type { PackageFolder } from '../modules/index.ts';

/** What of a module others are meant to import. */
export interface PublicInterface {
  /** The file that says so, where there is one. */
  readonly entry: string | undefined;
  isPublic(path: string): boolean;
}

const index = /(?:^|\/)index\.[cm]?[jt]sx?$/;

/**
 * An index, or the exports of a package, is the public interface. Where there is neither, the files directly in the
 * module's folder are taken for it, and folders below for internals.
 */
export function publicInterface(
  module: CandidateModule,
  files: readonly string[],
  packages: readonly PackageFolder[],
): PublicInterface {
  const roots = module.paths.flatMap((path) => [path, posix.join(path, 'src')]);
  const entry = files.find((path) => index.test(path) && roots.includes(posix.dirname(path)));
  const own = packages.find(({ folder }) => module.paths.includes(folder));
  if (own !== undefined) {
    const targets = new Set(
      own.entries.map(({ target }) => posix.join(own.folder, sourceOf(target)).replace(/\.[^./]+$/, '')),
    );
    const isExported = (path: string): boolean =>
      path === entry || targets.has(path.replace(/\.[^./]+$/, ''));
    if (entry !== undefined || targets.size > 0) return { entry, isPublic: isExported };
  }
  if (entry !== undefined) return { entry, isPublic: (path) => path === entry };
  const depth = shallowest(files);
  return { entry, isPublic: (path) => path.split('/').length <= depth };
}

const sourceOf = (target: string): string =>
  posix.normalize(target).replace(/^(?:dist|build|lib|out)\//, 'src/');

const shallowest = (files: readonly string[]): number =>
  Math.min(...files.map((path) => path.split('/').length));
