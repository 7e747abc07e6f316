/** Text edits and file operations as values: every command plans one change set, and `apply` alone writes it. */

/** Replaces the characters from `start` (inclusive) to `end` (exclusive) of the text as it was read. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Whether the tool regenerates a file (`tool`) or gave it away (`user`). */
export type Owner = 'tool' | 'user';

/** `expects` is the SHA-256 (hex) of the text the operation was planned against, or `absent`. Paths are relative, with `/`. */
export type Operation =
  | {
      readonly kind: 'create';
      readonly path: string;
      readonly text: string;
      readonly expects: 'absent';
      readonly mode?: number;
    }
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly edits: readonly TextEdit[];
      readonly expects: string;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly expects: string };

export interface ChangeSet {
  /** Imperative, for people: `extract payments`. */
  readonly title: string;
  readonly operations: readonly Operation[];
  /** What the user should know or do next, a sentence each. */
  readonly notes: readonly string[];
  /** True when the dependencies or workspaces changed, so that an install is needed. */
  readonly install?: boolean;
}

/** One file before and after a change set; `undefined` where it does not exist. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly mode?: number;
}
