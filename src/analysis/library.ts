/** The compiler's own library files, which ts-morph carries in memory: parsed once they are asked for, and shared by every program. */
import { posix } from 'node:path';
import { Project, ts } from 'ts-morph';

/** Where ts-morph keeps them. */
export const libraryFolder = '/node_modules/typescript/lib';

export const isLibraryPath = (path: string): boolean => posix.dirname(path) === libraryFolder;

let host: ts.ModuleResolutionHost | undefined;

/** Throws where ts-morph keeps them elsewhere: every result would silently be `any`. */
function openHost(): ts.ModuleResolutionHost {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { lib: [], types: [] } });
  const opened = project.getModuleResolutionHost();
  if (!opened.fileExists(posix.join(libraryFolder, 'lib.es5.d.ts')))
    throw new Error('The compiler did not find its own library files.');
  return opened;
}

const libraryHost = (): ts.ModuleResolutionHost => (host ??= openHost());

export const libraryFileExists = (path: string): boolean => libraryHost().fileExists(path);

const known = new Map<string, ts.SourceFile>();

export function libraryFile(path: string): ts.SourceFile | undefined {
  const before = known.get(path);
  if (before !== undefined) return before;
  const text = libraryHost().readFile(path);
  if (text === undefined) return undefined;
  const parsed = ts.createSourceFile(path, text, {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  known.set(path, parsed);
  return parsed;
}
