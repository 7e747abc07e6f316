/** The packages of a foreign workspace with the sources behind what they export: their built files may be old or missing. */
import { posix, relative } from 'node:path';
import { toPosix, type OverlayFiles } from '../overlay.ts';
import { readPackageAt, type PackageEntry, type WorkspacePackage } from '../packages.ts';

export function readPackagesAt(
  files: OverlayFiles,
  root: string,
  folders: readonly string[],
): WorkspacePackage[] {
  const reader = { read: (path: string) => files.read(posix.join(root, path)), folders: () => [] };
  return folders
    .flatMap((folder) => readPackageAt(toPosix(relative(root, folder)), reader))
    .map((each) => ({ ...each, entries: entriesOf(files, root, each) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entriesOf(
  files: OverlayFiles,
  root: string,
  { name, directory, entries }: WorkspacePackage,
): PackageEntry[] {
  const found = entries.flatMap(({ specifier, file }) => {
    const source = sourceBehind(files, root, directory, file);
    return source === undefined ? [] : [{ specifier, file: source }];
  });
  if (found.some(({ specifier }) => specifier === name)) return found;
  const usual = ['src/index.ts', 'src/index.tsx', 'index.ts', 'src/main.ts']
    .map((each) => posix.join(directory, each))
    .find((each) => files.exists(posix.join(root, each)));
  return usual === undefined || entries.length > 0 ? found : [...found, { specifier: name, file: usual }];
}

/** `dist/index.d.ts` is made from `src/index.ts`. With a `*` the folder decides. */
function sourceBehind(
  files: OverlayFiles,
  root: string,
  directory: string,
  file: string,
): string | undefined {
  const inside = toPosix(posix.relative(directory, file));
  const bare = inside.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const [first = '', ...rest] = bare.split('/');
  const moved = /^(?:dist|build|lib|out|esm|cjs|types)$/.test(first)
    ? [rest.join('/'), rest.slice(1).join('/')].filter(Boolean).flatMap((path) => [`src/${path}`, path])
    : [];
  const candidates = [
    ...(isTypeScript(inside) ? [inside] : []),
    ...[bare, ...moved].flatMap((path) => [`${path}.ts`, `${path}.tsx`, `${path}.mts`]),
  ];
  const at = (path: string): string => posix.join(root, directory, path);
  const found = candidates.find((path) =>
    path.includes('*')
      ? files.isDirectory(posix.dirname(at(path.slice(0, path.indexOf('*') + 1))))
      : files.exists(at(path)),
  );
  return found === undefined ? undefined : posix.join(directory, found);
}

const isTypeScript = (path: string): boolean => /(?<!\.d)\.[cm]?tsx?$/.test(path);
