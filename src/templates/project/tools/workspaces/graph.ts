/** The workspaces of this project and which of them needs which, as their package.json files say. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Workspace {
  /** `modules/payments` */
  readonly folder: string;
  /** Folders that it needs to run. */
  readonly needs: readonly string[];
  /** Folders that only its tests need. */
  readonly testNeeds: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Reads them from the root of the project. */
export function readWorkspaces(root = '.'): Workspace[] {
  const { workspaces = [] } = readManifest(root, '');
  const manifests = workspaces
    .flatMap((pattern) => expand(root, pattern))
    .sort()
    .map((folder) => [folder, readManifest(root, folder)] as const);
  const folders = new Map(manifests.map(([folder, { name }]) => [name, folder]));
  const known = (versions: Readonly<Record<string, string>> = {}): string[] =>
    Object.keys(versions).flatMap((name) => folders.get(name) ?? []);
  return manifests.map(([folder, { dependencies, devDependencies }]) => ({
    folder,
    needs: known(dependencies),
    testNeeds: known(devDependencies),
  }));
}

/** `platform`, or `modules/*`: every folder with a package.json. */
function expand(root: string, pattern: string): string[] {
  const parent = /^(.+)\/\*$/.exec(pattern)?.[1];
  if (parent === undefined) return [pattern];
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

const readManifest = (root: string, folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

/** The folders and all that need one of them, however far away. `forTests`: their tests are a need too. */
export function dependentsOf(
  workspaces: readonly Workspace[],
  folders: Iterable<string>,
  { forTests }: { readonly forTests: boolean },
): Set<string> {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    if (found.has(folder)) return;
    found.add(folder);
    for (const other of workspaces) if (needsOf(other, forTests).includes(folder)) visit(other.folder);
  };
  for (const folder of folders) visit(folder);
  return found;
}

const needsOf = ({ needs, testNeeds }: Workspace, forTests: boolean): readonly string[] =>
  forTests ? [...needs, ...testNeeds] : needs;
