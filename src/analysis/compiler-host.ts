/** What the compiler asks for when a program is loaded. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { OverlayFiles } from './overlay.ts';

export interface HostRequest {
  readonly root: string;
  readonly files: OverlayFiles;
  /** A program that holds the compiler's own library. */
  readonly library: ts.Program;
  /** A program of the same project, some of whose files may have changed since. */
  readonly before?: ts.Program | undefined;
}

export interface Host extends ts.CompilerHost {
  /** To be called once the program is made: it keeps its host, and would with it keep every program before it. */
  forgetBefore(): void;
}

/** Most of a program is the compiler's library and declarations of packages: those are taken over as they were parsed. */
export function compilerHost({ root, files, library, ...request }: HostRequest): Host {
  let { before } = request;
  const folder = libraryFolder(library);
  const isLibrary = (path: string): boolean => posix.dirname(path) === folder;
  const isFixed = (path: string): boolean => path.includes('/node_modules/');
  const exists = remember(files.exists);
  return {
    forgetBefore: () => (before = undefined),
    getSourceFile: (path, options) => {
      if (isLibrary(path)) return library.getSourceFile(path);
      const known = before?.getSourceFile(path);
      const same = known !== undefined && (isFixed(path) || files.read(path) === known.text);
      return same ? known : parse(files.read(path), path, options, isFixed(path));
    },
    fileExists: (path) => (isLibrary(path) ? library.getSourceFile(path) !== undefined : exists(path)),
    readFile: files.read,
    directoryExists: remember(files.isDirectory),
    getDirectories: (path) =>
      files
        .list(path)
        .filter(({ isDirectory }) => isDirectory)
        .map((entry) => posix.basename(entry.path)),
    realpath: files.realpath,
    getDefaultLibFileName: (options) => posix.join(folder, ts.getDefaultLibFileName(options)),
    getDefaultLibLocation: () => folder,
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {
      throw new Error('Analysis only reads: edits are values that src/changes applies.');
    },
  };
}

function parse(
  text: string | undefined,
  path: string,
  options: ts.ScriptTarget | ts.CreateSourceFileOptions,
  fixed: boolean,
): ts.SourceFile | undefined {
  if (text === undefined) return undefined;
  const own = typeof options === 'object' ? options : { languageVersion: options };
  // Comments in packages are read by nobody, and take a good part of the time.
  const { ParseNone, ParseAll } = ts.JSDocParsingMode;
  return ts.createSourceFile(path, text, { ...own, jsDocParsingMode: fixed ? ParseNone : ParseAll });
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

function libraryFolder(program: ts.Program): string {
  const library = program.getSourceFiles().find((file) => program.isSourceFileDefaultLibrary(file));
  if (library === undefined) throw new Error('The compiler did not find its own library files.');
  return posix.dirname(library.fileName);
}
