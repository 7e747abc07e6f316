import { editsBetween, hashText, type Operation } from '../changes/index.ts';
import { memoryFiles, type ProjectFiles } from './files.ts';

/**
 * A project in the making: reads see what was written to the draft before the files beneath, so that several steps may
 * change one file. What comes out is one operation for each file that ends up different.
 */
export interface Draft extends ProjectFiles {
  write(path: string, text: string): void;
  remove(path: string): void;
  /** The text as it was before anything was written to the draft. */
  beneath(path: string): string | undefined;
  operations(): readonly Operation[];
}

export function openDraft(base: ProjectFiles): Draft {
  const written = new Map<string, string>();
  const removed = new Set<string>();
  const above = memoryFiles(base.root, written);
  return {
    root: base.root,
    beneath: (path) => base.read(path),
    read: (path) => (removed.has(path) ? undefined : (written.get(path) ?? base.read(path))),
    folders: (folder) => [...new Set([...base.folders(folder), ...above.folders(folder)])].sort(),
    below: (folder) =>
      [...new Set([...base.below(folder), ...above.below(folder)])]
        .filter((path) => !removed.has(path))
        .sort(),
    overlay: () =>
      new Map([...base.overlay(), ...written, ...[...removed].map((path) => [path, undefined] as const)]),
    write: (path, text) => {
      removed.delete(path);
      written.set(path, text);
    },
    remove: (path) => {
      written.delete(path);
      removed.add(path);
    },
    operations: () => [
      ...[...written].flatMap(([path, text]) => operationFor(path, base.read(path), text)),
      ...[...removed].flatMap((path) => operationFor(path, base.read(path), undefined)),
    ],
  };
}

function operationFor(path: string, before: string | undefined, after: string | undefined): Operation[] {
  if (before === after) return [];
  if (before === undefined) return [{ kind: 'create', path, text: after ?? '', expects: 'absent' }];
  const expects = hashText(before);
  if (after === undefined) return [{ kind: 'delete', path, expects }];
  return [{ kind: 'edit', path, edits: editsBetween(before, after), expects }];
}
