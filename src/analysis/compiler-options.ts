/**
 * Compiler options for reading a project with the compiler inside ts-morph, whatever version the project itself uses. Raw
 * options of an older tsconfig gave hundreds of false errors; what is set here fixes nearly all of them.
 */
import { dirname, posix } from 'node:path';
import { ts } from 'ts-morph';
import { toPosix, type OverlayFiles } from './overlay.ts';
import type { WorkspacePackage } from './packages.ts';

/**
 * `analyse` reads types in full strictness, so that `null` and `undefined` show whatever the project's setting;
 * `verify` reports errors as the project would.
 */
export type Purpose = 'analyse' | 'verify';

export interface OptionsRequest {
  readonly root: string;
  readonly entries: readonly string[];
  readonly packages: readonly WorkspacePackage[];
  readonly purpose: Purpose;
  /** Options as the project's tsconfig.json gives them, where it has been looked for already. */
  readonly own?: ts.CompilerOptions;
}

export function readCompilerOptions(files: OverlayFiles, request: OptionsRequest): ts.CompilerOptions {
  const found = request.own === undefined ? nearestConfig(files, request) : undefined;
  const own = request.own ?? (found === undefined ? {} : readConfig(files, found));
  const {
    rootDir: _,
    rootDirs: __,
    outDir: ___,
    tsBuildInfoFile: ____,
    declarationDir: _____,
    ...kept
  } = own;
  return {
    ...defaultsFor(kept),
    ...kept,
    ...(request.purpose === 'analyse' ? { strictNullChecks: true } : {}),
    paths: { ...absolutePaths(kept), ...packagePaths(request) },
    types: typesFor(kept, request.purpose),
    noEmit: true,
    composite: false,
    incremental: false,
    declaration: false,
    declarationMap: false,
    emitDeclarationOnly: false,
    sourceMap: false,
    skipLibCheck: true,
    ignoreDeprecations: '6.0',
  };
}

/** To read, every type there is; to report errors as the project would, those that it sees. */
const typesFor = ({ types = ['*'] }: ts.CompilerOptions, purpose: Purpose): string[] =>
  purpose === 'analyse' && types.length === 0 ? ['*'] : types;

/**
 * What a tsconfig leaves out. Without a module kind it says next to nothing, and the project is read as one of ours; one
 * that sets the module kind but not `strict` was written when `strict` was off by default.
 */
const defaultsFor = ({ module }: ts.CompilerOptions): ts.CompilerOptions =>
  module === undefined
    ? {
        strict: true,
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        allowImportingTsExtensions: true,
      }
    : { strict: false };

function nearestConfig(files: OverlayFiles, { root, entries }: OptionsRequest): string | undefined {
  const top = toPosix(root);
  for (let folder = dirname(entries[0] ?? posix.join(top, 'x')); ; folder = dirname(folder)) {
    const candidate = posix.join(toPosix(folder), 'tsconfig.json');
    if (files.exists(candidate)) return candidate;
    if (toPosix(folder) === top || folder === dirname(folder)) return undefined;
  }
}

/** The options at the end of the `extends` chain. The files that the config lists are never looked for. */
function readConfig(files: OverlayFiles, path: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path, files.read) as { config?: object };
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: files.exists,
    readFile: files.read,
    readDirectory: () => [],
  };
  return ts.parseJsonConfigFileContent(config ?? {}, host, dirname(path), undefined, path).options;
}

/** `paths` are relative to the file that says them, which is not known any more once they are merged with others. */
export function absolutePaths(options: ts.CompilerOptions): Record<string, string[]> {
  const base = options.baseUrl ?? (options['pathsBasePath'] as string | undefined);
  const entries = Object.entries(options.paths ?? {});
  return Object.fromEntries(
    entries.map(([pattern, targets]) => [
      pattern,
      targets.map((each) => (base === undefined ? each : posix.resolve(base, each))),
    ]),
  );
}

function packagePaths({ root, packages }: OptionsRequest): Record<string, string[]> {
  const entries = packages.flatMap((each) => each.entries);
  return Object.fromEntries(
    entries.map(({ specifier, file }) => [specifier, [posix.join(toPosix(root), file)]]),
  );
}
