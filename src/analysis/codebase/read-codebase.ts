/** What a codebase is, found from one of its files upwards. */
import { posix, relative } from 'node:path';
import { ts } from 'ts-morph';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import { toPosix, type OverlayFiles } from '../overlay.ts';
import type { Codebase } from './codebase.ts';
import { importStyleOf, sourceRootOf, testRunnerOf } from './conventions.ts';
import { openConfigs, type FoundConfig } from './find-config.ts';
import { findFolders, foldersAbove, isWithin, type Folders } from './find-folders.ts';
import { readPackageJson } from './json.ts';
import { installCommand } from './missing-packages.ts';
import { moduleKindOf, nodeTypesOf, summarise, typescriptVersion, withDefaults } from './project-options.ts';
import { withWorkspaceLinks } from './workspace-links.ts';
import { readPackagesAt } from './workspace-packages.ts';

export interface ReadCodebase {
  readonly codebase: Codebase;
  /** Options as the codebase's own compiler takes them, with absolute paths. */
  readonly options: ts.CompilerOptions;
  /** Absolute folders of the packages. */
  readonly members: readonly string[];
  readonly findings: readonly Diagnostic[];
}

/** `target` is an absolute path. */
export function readCodebase(files: OverlayFiles, target: string): ReadCodebase {
  const folders = findFolders(files, target);
  const config = openConfigs(withWorkspaceLinks(files, folders.members), folders.root)(target);
  const root = widenedRoot(files, folders, config);
  const version = typescriptVersion(files, target);
  const options = withDefaults(config?.options ?? noConfig(files, folders.folder), version);
  const manifest = readPackageJson(files, folders.folder);
  const nodeTypes = nodeTypesOf(files, target);
  const moduleKind = moduleKindOf(options, manifest?.type, target);
  const codebase: Codebase = {
    root,
    folder: toPosix(relative(root, folders.folder)),
    ...(manifest?.name === undefined ? {} : { packageName: manifest.name }),
    workspaces: folders.workspaces,
    packages: readPackagesAt(files, root, folders.members),
    moduleKind,
    importStyle: importStyleOf(files, target, moduleKind),
    ...(config === undefined ? {} : { tsconfig: toPosix(relative(root, config.path)) }),
    compilerOptions: summarise(options),
    sourceRoot: sourceRootOf(root, folders.folder, target, options.rootDir),
    testRunner: testRunnerOf([manifest, readPackageJson(files, folders.root)]),
    ...(version === undefined ? {} : { typescript: version }),
    ...(nodeTypes === undefined ? {} : { nodeTypes }),
  };
  const members = [
    ...folders.members,
    ...(root === folders.root ? [] : [folders.folder, ...aliasPackages(files, config)]),
  ];
  return { codebase, options, members, findings: configFindings(codebase, config) };
}

/** Without a tsconfig.json the code is read as a strict module of the kind that its package.json says. */
const noConfig = (files: OverlayFiles, folder: string): ts.CompilerOptions =>
  readPackageJson(files, folder)?.type === 'module'
    ? { strict: true, module: ts.ModuleKind.NodeNext }
    : { strict: true };

/** `paths` that lead out of the package belong to it too: a folder shared by several services, say. */
function widenedRoot(files: OverlayFiles, { root }: Folders, config: FoundConfig | undefined): string {
  const outside = aliasFolders(config).filter((each) => !isWithin(each, root) && files.isDirectory(each));
  return outside.reduce((known, each) => commonFolder(known, each), root);
}

function aliasFolders(config: FoundConfig | undefined): string[] {
  if (config === undefined) return [];
  const { paths = {}, baseUrl } = config.options;
  const base =
    baseUrl ?? (config.options['pathsBasePath'] as string | undefined) ?? posix.dirname(config.path);
  return Object.values(paths)
    .flat()
    .filter((each) => !each.includes('node_modules'))
    .map((each) => posix.resolve(base, each.replace(/\*.*$/, '').replace(/\/[^/]*\.\w+$/, '')));
}

function aliasPackages(files: OverlayFiles, config: FoundConfig | undefined): string[] {
  return aliasFolders(config).flatMap(
    (each) =>
      foldersAbove(posix.join(each, 'x')).find((folder) => readPackageJson(files, folder) !== undefined) ??
      [],
  );
}

function commonFolder(a: string, b: string): string {
  return foldersAbove(posix.join(a, 'x')).find((each) => isWithin(b, each)) ?? a;
}

function configFindings(codebase: Codebase, config: FoundConfig | undefined): Diagnostic[] {
  const { folder, tsconfig } = codebase;
  if (config === undefined || tsconfig === undefined)
    return [diagnostic('tsconfig-missing', { folder: folder || 'this project' })];
  const { problems } = config;
  if (problems.length === 0) return [];
  const install = problems.every((each) => isMissingPackage.test(each))
    ? installCommand(codebase)
    : undefined;
  const args = { file: tsconfig, problems, ...(install === undefined ? {} : { install }) };
  return [diagnostic('tsconfig-broken', args, { place: { file: tsconfig } })];
}

/** What `extends` names is in a package. */
const isMissingPackage = /^File '[^./'][^']*' not found/;
