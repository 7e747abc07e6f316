import { ts } from 'ts-morph';
import type { Program } from './program.ts';

/** An error of the compiler. Lines and columns count from 1. */
export interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `2322` of TS2322. */
  readonly code: number;
  readonly message: string;
}

/**
 * The compiler's errors in some files, in the order of the files. Compare them before and after a change: many a sound
 * project has errors under another compiler than its own, so zero is not to be asked for.
 */
export function diagnosticsOf(program: Program, files: readonly string[]): CompilerError[] {
  return files.flatMap((path) => {
    const file = program.file(path);
    if (file === undefined) return [];
    const found = [
      ...program.compiler.getSyntacticDiagnostics(file),
      ...program.compiler.getSemanticDiagnostics(file),
    ];
    return found
      .filter(({ category }) => category === ts.DiagnosticCategory.Error)
      .map((each) => plain(path, file, each));
  });
}

/** Errors of `after` that `before` did not have. Lines are left out of the comparison: an edit above moves them. */
export function newErrors(
  before: readonly CompilerError[],
  after: readonly CompilerError[],
): CompilerError[] {
  const key = ({ file, code, message }: CompilerError): string => `${file}\0${code}\0${message}`;
  const left = new Map<string, number>();
  for (const error of before) left.set(key(error), (left.get(key(error)) ?? 0) + 1);
  return after.filter((error) => {
    const count = left.get(key(error)) ?? 0;
    left.set(key(error), count - 1);
    return count <= 0;
  });
}

function plain(path: string, file: ts.SourceFile, found: ts.Diagnostic): CompilerError {
  const { line, character } = file.getLineAndCharacterOfPosition(found.start ?? 0);
  const message = ts.flattenDiagnosticMessageText(found.messageText, '\n');
  return { file: path, line: line + 1, column: character + 1, code: found.code, message };
}
