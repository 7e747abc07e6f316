import { posix } from 'node:path';
import { readAliases, type Aliases } from '../../../analysis/syntax/index.ts';
import { packageFinder, type PackageFolder } from '../modules/index.ts';

/** What the codebase consists of, as far as imports can lead to it. */
export interface ResolveRequest {
  readonly files: ReadonlySet<string>;
  readonly packages: readonly PackageFolder[];
  read(path: string): string | undefined;
}

/** The file that an import leads to; `undefined` for what is not in the codebase. */
export type Resolve = (from: string, specifier: string) => string | undefined;

const extensions = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];

/** Follows relative imports, aliases of the nearest tsconfig, `#imports` and packages of the codebase to their sources. */
export function createResolver(request: ResolveRequest): Resolve {
  const at = (path: string): string | undefined => findFile(path, request.files);
  const aliasesOf = aliasFinder(request);
  const packageOf = packageFinder(request.packages);
  const known = new Map<string, string | undefined>();
  const resolve = (from: string, specifier: string): string | undefined => {
    if (/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) return at(posix.join(posix.dirname(from), specifier));
    if (specifier.startsWith('#'))
      return throughImports(packageOf(from), specifier, at) ?? throughAliases(aliasesOf(from), specifier, at);
    return throughAliases(aliasesOf(from), specifier, at) ?? throughPackages(request.packages, specifier, at);
  };
  return (from, specifier) => {
    const key = `${posix.dirname(from)}\0${specifier}`;
    if (!known.has(key)) known.set(key, resolve(from, specifier));
    return known.get(key);
  };
}

/** The source behind a path as it is written in an import: extensions may be missing, or those of the built file. */
function findFile(path: string, files: ReadonlySet<string>): string | undefined {
  if (path.startsWith('..')) return undefined;
  if (files.has(path)) return path;
  const built = /\.([cm]?)jsx?$/.exec(path);
  if (built) {
    const bare = path.slice(0, built.index);
    const found = [`${bare}.${built[1]}ts`, `${bare}.tsx`, `${bare}.ts`].find((one) => files.has(one));
    if (found !== undefined) return found;
  }
  const folder = path === '.' || path === '' ? '' : `${path}/`;
  return (
    extensions.map((extension) => path + extension).find((one) => files.has(one)) ??
    extensions.map((extension) => `${folder}index${extension}`).find((one) => files.has(one))
  );
}

type At = (path: string) => string | undefined;

function throughAliases({ baseUrl, paths }: Aliases, specifier: string, at: At): string | undefined {
  for (const { pattern, targets } of paths) {
    const rest = matchPattern(pattern, specifier);
    if (rest === undefined) continue;
    for (const target of targets) {
      const found = at(target.replace('*', () => rest));
      if (found !== undefined) return found;
    }
  }
  return baseUrl === undefined ? undefined : at(posix.join(baseUrl, specifier));
}

/** What stands for the `*`, '' where the pattern has none; `undefined` where it does not match. */
function matchPattern(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === specifier ? '' : undefined;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits =
    specifier.startsWith(head) && specifier.endsWith(tail) && specifier.length >= pattern.length - 1;
  return fits ? specifier.slice(head.length, specifier.length - tail.length) : undefined;
}

function throughImports(own: PackageFolder | undefined, specifier: string, at: At): string | undefined {
  for (const { subpath, target } of own?.imports ?? []) {
    const rest = matchPattern(subpath, specifier);
    const found =
      rest === undefined
        ? undefined
        : atSource(
            own?.folder ?? '',
            target.replace('*', () => rest),
            at,
          );
    if (found !== undefined) return found;
  }
  return undefined;
}

function throughPackages(packages: readonly PackageFolder[], specifier: string, at: At): string | undefined {
  const own = packages.find(
    ({ name }) => name !== undefined && (specifier === name || specifier.startsWith(`${name}/`)),
  );
  if (own?.name === undefined) return undefined;
  const subpath = `.${specifier.slice(own.name.length)}`;
  for (const entry of own.entries) {
    const rest = matchPattern(entry.subpath, subpath);
    const found =
      rest === undefined
        ? undefined
        : atSource(
            own.folder,
            entry.target.replace('*', () => rest),
            at,
          );
    if (found !== undefined) return found;
  }
  const usual =
    subpath === '.' ? ['src/index', 'index', 'src/main', 'lib/index'] : [subpath, `src/${subpath}`];
  return usual.map((path) => at(posix.join(own.folder, path))).find((one) => one !== undefined);
}

/** `dist/index.js` is made of `src/index.ts`; it need not have been built. */
function atSource(folder: string, target: string, at: At): string | undefined {
  const path = posix.normalize(target);
  const [first, ...rest] = path.split('/');
  const moved = /^(?:dist|build|lib|out|esm|cjs)$/.test(first ?? '')
    ? [`src/${rest.join('/')}`, rest.join('/')]
    : [];
  return [...moved, path]
    .map((one) => at(posix.join(folder, one.replace(/\.d\.([cm]?)ts$/, '.$1js'))))
    .find((one) => one !== undefined);
}

const noAliases: Aliases = { baseUrl: undefined, paths: [] };

/** The aliases of the nearest config that has any, from the folder of a file upwards. */
function aliasFinder({ files, read }: ResolveRequest): (path: string) => Aliases {
  const configs = new Map<string, string[]>();
  for (const path of files) {
    if (!/^(?:tsconfig|jsconfig).*\.json$/.test(posix.basename(path))) continue;
    const folder = posix.dirname(path);
    configs.set(folder, [...(configs.get(folder) ?? []), path].sort(byPlainness));
  }
  const known = new Map<string, Aliases>();
  const ofFolder = (folder: string): Aliases => {
    const found = known.get(folder);
    if (found) return found;
    const own = (configs.get(folder) ?? [])
      .map((path) => readAliases(path, read))
      .find(({ paths, baseUrl }) => paths.length > 0 || baseUrl !== undefined);
    const aliases = own ?? (folder === '.' ? noAliases : ofFolder(posix.dirname(folder)));
    known.set(folder, aliases);
    return aliases;
  };
  return (path) => ofFolder(posix.dirname(path));
}

/** `tsconfig.json` before `tsconfig.base.json`. */
const byPlainness = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);
