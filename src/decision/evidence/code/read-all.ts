import { readSyntax, type FileSyntax } from '../../../analysis/syntax/index.ts';
import { readSource, type Skipped } from '../files.ts';
import type { Progress } from '../model.ts';

export interface ReadCode {
  readonly syntax: ReadonlyMap<string, FileSyntax>;
  readonly skipped: readonly Skipped[];
}

/** What to do with the text of each file while it is at hand: it is not kept. */
export type SeeText = (path: string, text: string) => void;

/** Parses every source file once. Files with errors of syntax count for what could be read of them. */
export async function readCode(
  root: string,
  sources: readonly string[],
  progress: Progress,
  see: SeeText = () => {},
): Promise<ReadCode> {
  const syntax = new Map<string, FileSyntax>();
  const skipped: Skipped[] = [];
  for (const [index, path] of sources.entries()) {
    if (index % 100 === 0) {
      progress('source files', index, sources.length);
      // Ctrl-C and progress get their turn.
      await new Promise((done) => setImmediate(done));
    }
    const read = readSource(root, path);
    if ('reason' in read) {
      skipped.push({ path, reason: read.reason });
      continue;
    }
    try {
      const file = readSyntax(path, read.text);
      if (file.broken) skipped.push({ path, reason: 'broken-syntax' });
      syntax.set(path, file);
    } catch {
      // The compiler itself can fail on a text that nests without end.
      skipped.push({ path, reason: 'not-parsed' });
      continue;
    }
    see(path, read.text);
  }
  progress('source files', sources.length, sources.length);
  return { syntax, skipped };
}
