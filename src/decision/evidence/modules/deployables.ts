import { posix } from 'node:path';
import { isFullStack, packageFinder, type PackageFolder } from './packages.ts';

/** A folder whose code starts a server of its own. */
export interface Deployable {
  /** Relative to the root; '' is the root itself. */
  readonly folder: string;
  /** The file that starts it, where one was found. */
  readonly entry?: string | undefined;
}

const entryName =
  /(?:^|\/)(?:main|server|index|app|start|serve|worker|bootstrap|www|bin\/[^/]+)\.[cm]?[jt]s$/;
const starts = /\.listen\s*\(|NestFactory\.create|\bserve\s*\(\s*\{|Bun\.serve/;

/** The processes of a codebase: files with the usual names that listen, by the package they stand in. */
export function findDeployables(
  sources: readonly string[],
  packages: readonly PackageFolder[],
  read: (path: string) => string | undefined,
): readonly Deployable[] {
  const packageOf = packageFinder(packages);
  const found = new Map<string, Deployable>();
  for (const { folder } of packages.filter(
    (each) => isFullStack(each) && each.scripts['start'] !== undefined,
  ))
    if (sources.some((path) => folder === '' || path.startsWith(`${folder}/`))) found.set(folder, { folder });
  for (const path of sources.filter((one) => entryName.test(one))) {
    const folder = placeOf(path, packageOf(path)?.folder ?? '');
    if (!found.has(folder) && !isTool(folder) && starts.test(read(path) ?? ''))
      found.set(folder, { folder, entry: path });
  }
  return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Commands and tools start servers too, for those who build the system. */
const isTool = (folder: string): boolean =>
  folder.split('/').some((part) => /^(?:cli|tools?|scripts|devtools)$|-cli$/.test(part));

/** The package, or in a repository with one package.json for several apps the folder of the app. */
function placeOf(path: string, folder: string): string {
  const app = /^(?:apps|services)\/[^/]+/.exec(posix.relative(folder, path));
  return app ? posix.join(folder, app[0]) : folder;
}

/** Processes that hold the code among them: two or more, none of which has two thirds of it. */
export function servicesOf(
  deployables: readonly Deployable[],
  sources: readonly string[],
): ReadonlySet<string> {
  const folders = deployables.map(({ folder }) => folder).filter((folder) => folder !== '');
  const sizes = folders.map((folder) => sources.filter((path) => path.startsWith(`${folder}/`)).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const isSplit = folders.length > 2 || (folders.length === 2 && Math.max(...sizes) < total * 0.67);
  return new Set(isSplit && Math.max(...sizes) < total * 0.67 ? folders : []);
}
