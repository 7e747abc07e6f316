import type { ProjectFiles } from '../workspace/index.ts';

const placeholder = '__next__';

/**
 * Gives migrations of a system, which are rendered as `…/migrations/__next___events.sql`, the number that they have in the
 * project, or the next free one of their folder.
 */
export function numberMigrations<File>(
  tree: ReadonlyMap<string, File>,
  files: Pick<ProjectFiles, 'below'>,
): Map<string, File> {
  const numbered = new Map<string, File>();
  for (const [path, file] of tree) {
    const at = path.indexOf(placeholder);
    if (at < 0) numbered.set(path, file);
    else
      numbered.set(
        path.slice(0, at) +
          numberFor(path, at, [...files.below(path.slice(0, at - 1)), ...tree.keys(), ...numbered.keys()]) +
          path.slice(at + placeholder.length),
        file,
      );
  }
  return numbered;
}

function numberFor(path: string, at: number, known: readonly string[]): string {
  const [folder, rest] = [path.slice(0, at), path.slice(at + placeholder.length)];
  const names = known.flatMap((other) => (other.startsWith(folder) ? other.slice(folder.length) : []));
  const present = names.find((name) => /^\d{4}/.test(name) && name.slice(4) === rest);
  const last = Math.max(0, ...names.map((name) => Number(/^\d{4}/.exec(name)?.[0] ?? 0)));
  return present?.slice(0, 4) ?? String(last + 1).padStart(4, '0');
}
