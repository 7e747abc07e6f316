/** Loading a program: the files named and what they import, over disk and memory. */
import { isAbsolute, posix, relative, resolve } from 'node:path';
import { ts } from 'ts-morph';
import { ambientFile, ambientText } from './ambient.ts';
import { compilerHost } from './compiler-host.ts';
import { readCompilerOptions, type Purpose } from './compiler-options.ts';
import { overlayFiles, toPosix, type Overlay, type OverlayFiles } from './overlay.ts';
import { readWorkspacePackages, type WorkspacePackage } from './packages.ts';
import { openResolution, type Resolution } from './resolution.ts';

export interface ProgramRequest {
  /** Absolute folder; it need not exist when everything is in memory. */
  readonly root: string;
  /** Texts over the disk, by path relative to the root. */
  readonly files?: Overlay;
  /** Files to start from, relative to the root. Those that do not exist are left out. */
  readonly entries: readonly string[];
  /** Read from the root's package.json when left out. */
  readonly packages?: readonly WorkspacePackage[];
  readonly purpose?: Purpose;
  /** Compiler options of the project, where its tsconfig.json has been looked for already. */
  readonly options?: ts.CompilerOptions;
  /** A program of the same project: files that did not change since are not read again. */
  readonly before?: Program;
}

/**
 * A loaded program. The compiler's types and nodes stay within `analysis` and `extract/analyse`: everybody else holds the
 * program and passes it on.
 */
export interface Program {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly packages: readonly WorkspacePackage[];
  readonly checker: ts.TypeChecker;
  readonly compiler: ts.Program;
  /** The project's own files that were loaded, declarations and dependencies left out. Sorted by path. */
  readonly files: readonly ts.SourceFile[];
  /** A loaded file by its path relative to the root. */
  file(path: string): ts.SourceFile | undefined;
  /** Path relative to the root, with `/`. */
  pathOf(file: ts.SourceFile): string;
}

/** Loads a program. Throws where the compiler lacks its own library: every result would silently be `any`. */
export function openProgram(request: ProgramRequest): Program {
  const root = toPosix(resolve(request.root));
  const bare = overlayFiles(root, request.files ?? new Map());
  const packages = request.packages ?? readPackages(root, bare);
  const wanted = request.entries
    .map((entry) => toPosix(resolve(root, entry)))
    .filter((entry) => bare.exists(entry));
  const options = readCompilerOptions(bare, {
    root,
    entries: wanted,
    packages,
    purpose: request.purpose ?? 'analyse',
    ...(request.options === undefined ? {} : { own: request.options }),
  });
  const ambient = posix.join(root, ambientFile);
  const files = overlayFiles(root, new Map([...(request.files ?? []), [ambientFile, ambientText]]));
  const needsAmbient = !hasNodeTypes(wanted[0] === undefined ? root : posix.dirname(wanted[0]), bare);
  const compilerOptions = needsAmbient ? { ...options, types: [] } : options;
  const rootNames = needsAmbient ? [...wanted, ambient] : wanted;
  const before = request.before?.compiler;
  const resolution = openResolution({
    root,
    options: compilerOptions,
    files: request.files ?? new Map(),
    before: before && resolutions.get(before),
  });
  const host = compilerHost({ root, files, resolution, before });
  const compiler = ts.createProgram({ rootNames, options: compilerOptions, host });
  host.forgetBefore();
  resolutions.set(compiler, resolution);
  return program(root, packages, compiler);
}

const resolutions = new WeakMap<ts.Program, Resolution>();

function readPackages(root: string, files: OverlayFiles): WorkspacePackage[] {
  const at = (path: string): string => posix.join(root, path);
  return readWorkspacePackages({
    read: (path) => files.read(at(path)),
    folders: (folder) =>
      files
        .list(at(folder))
        .filter((entry) => entry.isDirectory)
        .map((entry) => posix.basename(entry.path))
        .sort(),
  });
}

function hasNodeTypes(root: string, files: OverlayFiles): boolean {
  for (let folder = root; ; folder = posix.dirname(folder)) {
    if (files.exists(posix.join(folder, 'node_modules/@types/node/package.json'))) return true;
    if (folder === posix.dirname(folder)) return false;
  }
}

function program(root: string, packages: readonly WorkspacePackage[], compiler: ts.Program): Program {
  const checker = compiler.getTypeChecker();
  mustKnowPromise(compiler, checker);
  const pathOf = (file: ts.SourceFile): string => toPosix(relative(root, file.fileName));
  const own = compiler.getSourceFiles().filter((file) => isOwn(pathOf(file), file));
  return {
    root,
    packages,
    checker,
    compiler,
    files: [...own].sort((a, b) => (a.fileName < b.fileName ? -1 : 1)),
    file: (path) => compiler.getSourceFile(isAbsolute(path) ? path : posix.join(root, path)),
    pathOf,
  };
}

const isOwn = (path: string, file: ts.SourceFile): boolean =>
  !file.isDeclarationFile && !path.startsWith('../') && !path.includes('node_modules/');

function mustKnowPromise(compiler: ts.Program, checker: ts.TypeChecker): void {
  const anywhere = compiler.getSourceFiles()[0];
  if (anywhere === undefined) return;
  const scope = checker.getSymbolsInScope(anywhere, ts.SymbolFlags.Interface);
  if (!scope.some((symbol) => symbol.name === 'Promise')) {
    throw new Error('The compiler did not find its own library files; every Promise would be read as any.');
  }
}
