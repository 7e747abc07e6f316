/** What the compiler asks for when a program is loaded. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { declarationFile, isPackageDeclaration } from './declaration-files.ts';
import { isLibraryPath, libraryFile, libraryFileExists, libraryFolder } from './library.ts';
import type { OverlayFiles } from './overlay.ts';
import { moduleResolver, type Resolution } from './resolution.ts';

export interface HostRequest {
  readonly root: string;
  readonly files: OverlayFiles;
  readonly resolution: Resolution;
  /** A program of the same project, some of whose files may have changed since. */
  readonly before?: ts.Program | undefined;
}

export interface Host extends ts.CompilerHost {
  /** To be called once the program is made: it keeps its host, and would with it keep every program before it. */
  forgetBefore(): void;
}

/** Most of a program is the compiler's library and declarations of packages: those are taken over as they were parsed. */
export function compilerHost({ root, files, resolution, ...request }: HostRequest): Host {
  let { before } = request;
  const exists = remember(files.exists);
  const host: ts.CompilerHost = {
    getSourceFile: (path, options) =>
      isLibraryPath(path)
        ? libraryFile(path)
        : sourceFile(path, files.read(path), options, before?.getSourceFile(path)),
    fileExists: (path) => (isLibraryPath(path) ? libraryFileExists(path) : exists(path)),
    readFile: files.read,
    directoryExists: remember(files.isDirectory),
    getDirectories: (path) =>
      files
        .list(path)
        .filter(({ isDirectory }) => isDirectory)
        .map((entry) => posix.basename(entry.path)),
    realpath: files.realpath,
    getDefaultLibFileName: (options) => posix.join(libraryFolder, ts.getDefaultLibFileName(options)),
    getDefaultLibLocation: () => libraryFolder,
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {
      throw new Error('Analysis only reads: edits are values that src/changes applies.');
    },
  };
  const resolver = moduleResolver(resolution, host);
  return {
    ...host,
    forgetBefore: () => (before = undefined),
    getModuleResolutionCache: () => resolution.cache,
    ...(resolver ? { resolveModuleNameLiterals: resolver } : {}),
  };
}

function sourceFile(
  path: string,
  text: string | undefined,
  options: ts.ScriptTarget | ts.CreateSourceFileOptions,
  before: ts.SourceFile | undefined,
): ts.SourceFile | undefined {
  if (text === undefined) return undefined;
  const own = typeof options === 'object' ? options : { languageVersion: options };
  if (isPackageDeclaration(path)) return declarationFile(path, text, own);
  if (before?.text === text) return before;
  return ts.createSourceFile(path, text, { ...own, jsDocParsingMode: ts.JSDocParsingMode.ParseAll });
}

/** A program is a picture of one moment: what was asked once is not asked again. */
function remember(ask: (path: string) => boolean): (path: string) => boolean {
  const answers = new Map<string, boolean>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = ask(path);
    answers.set(path, answer);
    return answer;
  };
}
