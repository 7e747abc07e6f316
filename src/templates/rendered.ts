import type { Owner } from '../changes/index.ts';

/** A rendered file and whose it is from then on. */
export interface RenderedFile {
  readonly text: string;
  readonly owner: Owner;
  /** Gives way to an edit of the user's instead of standing in the way. */
  readonly yields?: boolean;
}

export type RenderedTree = ReadonlyMap<string, RenderedFile>;
