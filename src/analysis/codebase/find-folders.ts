/** Which folders a file belongs to: its package, and the workspace around that. */
import { posix } from 'node:path';
import { parse } from 'yaml';
import type { OverlayFiles } from '../overlay.ts';
import type { WorkspaceKind } from './codebase.ts';
import { readPackageJson } from './json.ts';
import { expandPatterns } from './patterns.ts';

export interface Folders {
  /** Absolute. */
  readonly root: string;
  /** Absolute folder of the package. */
  readonly folder: string;
  readonly workspaces: WorkspaceKind;
  /** Absolute folders of every package of the workspace, sorted; the root is not one of them. */
  readonly members: readonly string[];
}

export function findFolders(files: OverlayFiles, file: string): Folders {
  const above = foldersAbove(file);
  const folder =
    above.find((each) => readPackageJson(files, each)?.name !== undefined) ??
    above.find((each) => files.exists(posix.join(each, 'package.json'))) ??
    above.find((each) => files.exists(posix.join(each, 'tsconfig.json'))) ??
    posix.dirname(file);
  for (const each of above.filter((one) => isWithin(folder, one))) {
    const found = readWorkspace(files, each);
    if (found !== undefined && (each === folder || found.members.includes(folder)))
      return { root: each, folder, ...found };
  }
  return { root: folder, folder, workspaces: 'none', members: [] };
}

export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/** From the folder of a file up to the root of the disk. */
export function foldersAbove(file: string): string[] {
  const found: string[] = [];
  for (let at = posix.dirname(file); ; at = posix.dirname(at)) {
    found.push(at);
    if (at === posix.dirname(at)) return found;
  }
}

function readWorkspace(
  files: OverlayFiles,
  folder: string,
): Pick<Folders, 'workspaces' | 'members'> | undefined {
  const pnpm = pnpmPatterns(files, folder);
  const manifest = readPackageJson(files, folder);
  const patterns = pnpm ?? manifest?.workspaces;
  if (patterns === undefined) return undefined;
  const members = expandPatterns(files, folder, patterns).filter((each) => each !== folder);
  const usesYarn =
    manifest?.packageManager?.startsWith('yarn') === true || files.exists(posix.join(folder, 'yarn.lock'));
  return { workspaces: pnpm ? 'pnpm' : usesYarn ? 'yarn' : 'npm', members };
}

function pnpmPatterns(files: OverlayFiles, folder: string): string[] | undefined {
  const text = files.read(posix.join(folder, 'pnpm-workspace.yaml'));
  if (text === undefined) return undefined;
  const packages = parseYaml(text)?.['packages'];
  return Array.isArray(packages) ? packages.filter((each) => typeof each === 'string') : [];
}

function parseYaml(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
