/** What the compiler asks for when a program is loaded a second time, with some files changed. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { fileSystemHost, type OverlayFiles } from './overlay.ts';

export interface HostRequest {
  readonly root: string;
  readonly files: OverlayFiles;
  readonly before: ts.Program;
}

/** Most of a program is the compiler's library and declarations of packages: those are taken over as they were parsed. */
export function compilerHost({ root, files, before }: HostRequest): ts.CompilerHost {
  const system = fileSystemHost(root, files);
  const library = libraryFolder(before);
  const isLibrary = (path: string): boolean => posix.dirname(path) === library;
  const isFixed = (path: string): boolean => isLibrary(path) || path.includes('/node_modules/');
  const parse = (path: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    const text = files.read(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, options, true);
  };
  return {
    getSourceFile: (path, options) => {
      const known = before.getSourceFile(path);
      const same = known !== undefined && (isFixed(path) || files.read(path) === known.text);
      return same ? known : parse(path, options);
    },
    fileExists: (path) => (isLibrary(path) ? before.getSourceFile(path) !== undefined : files.exists(path)),
    readFile: files.read,
    directoryExists: files.isDirectory,
    getDirectories: (path) =>
      files
        .list(path)
        .filter(({ isDirectory }) => isDirectory)
        .map((entry) => posix.basename(entry.path)),
    realpath: (path) => system.realpathSync(path),
    getDefaultLibFileName: (options) => posix.join(library, ts.getDefaultLibFileName(options)),
    getDefaultLibLocation: () => library,
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {
      throw new Error('Analysis only reads: edits are values that src/changes applies.');
    },
  };
}

function libraryFolder(program: ts.Program): string {
  const library = program.getSourceFiles().find((file) => program.isSourceFileDefaultLibrary(file));
  if (library === undefined) throw new Error('The program before has no library of the compiler.');
  return posix.dirname(library.fileName);
}
