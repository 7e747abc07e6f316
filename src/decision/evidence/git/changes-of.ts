import { isNoise } from './noise.ts';
import { keptChanges, type LogCommit, type RawChange } from './read-log.ts';

/** A commit over so many files is an import, a reformatting or a sweep: that its files belong together it does not say. */
export const bulkFiles = 50;

/** What a commit changed, under the names that its files have today. */
export interface Touched {
  readonly files: readonly string[];
  readonly bulk: boolean;
}

/**
 * Follows moves backwards: the log comes newest first, so once a move is seen, older commits that speak of the old name
 * mean the new one. A move is a file that is gone and one that is new with the same content in the same commit.
 */
export class Renames {
  readonly #today = new Map<string, string>();

  today(path: string): string {
    return this.#today.get(path) ?? path;
  }

  /** The changes of a commit without what only moved. */
  follow(changes: readonly RawChange[]): readonly RawChange[] {
    const gone = new Map<string, string>();
    for (const { oldId, newId, path } of changes) if (newId === '') gone.set(oldId, path);
    if (gone.size === 0) return changes;
    const moved = new Set<string>();
    for (const { oldId, newId, path } of changes) {
      const from = oldId === '' ? gone.get(newId) : undefined;
      if (from === undefined || moved.has(from)) continue;
      moved.add(from).add(path);
      this.#today.set(from, this.today(path));
    }
    return moved.size === 0 ? changes : changes.filter(({ path }) => !moved.has(path));
  }
}

export function touchedBy({ changes, changed }: LogCommit, renames: Renames): Touched {
  const real = renames.follow(changes);
  const files = real.map(({ path }) => renames.today(path)).filter((path) => !isNoise(path));
  const bulk = changed > keptChanges || files.length > bulkFiles;
  return { files: bulk ? [] : files, bulk };
}
