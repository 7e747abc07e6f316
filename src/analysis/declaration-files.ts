/** Declarations of packages, which hardly ever change: parsed once in a process, whichever programs they are part of. */
import { ts } from 'ts-morph';

/** Neither the options of a program nor its root change what is read in a declaration file, save these two. */
const keyOf = (path: string, { languageVersion, impliedNodeFormat }: ts.CreateSourceFileOptions): string =>
  `${path}\0${languageVersion}\0${impliedNodeFormat ?? ''}`;

export const isPackageDeclaration = (path: string): boolean =>
  path.includes('/node_modules/') && /\.d\.(?:[\w-]+\.)?[cm]?ts$/.test(path);

const known = new Map<string, ts.SourceFile>();

export function declarationFile(
  path: string,
  text: string,
  options: ts.CreateSourceFileOptions,
): ts.SourceFile {
  const key = keyOf(path, options);
  const before = known.get(key);
  if (before?.text === text) return before;
  // Comments in packages are read by nobody, and take a good part of the time.
  const jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  const parsed = ts.createSourceFile(path, text, { ...options, jsDocParsingMode });
  known.set(key, parsed);
  return parsed;
}
