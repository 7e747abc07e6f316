import type { FileSyntax } from '../../../analysis/syntax/index.ts';
import type { Skipped } from '../files.ts';
import type { Mapped } from '../modules/index.ts';

/** What the evidence of the code is made from. */
export interface CodeRequest {
  readonly mapped: Mapped;
  /** Every file of the codebase, relative to the root. */
  readonly files: readonly string[];
  /** The command that lists them. */
  readonly listedBy: string;
  readonly syntax: ReadonlyMap<string, FileSyntax>;
  readonly skipped: readonly Skipped[];
  /** Reads a small file, relative to the root. */
  read(path: string): string | undefined;
}
