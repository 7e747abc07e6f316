import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const manifestPath = 'scaffold.json';

/** The root of the project that `directory` lies in. */
export function findRoot(directory: string): string | undefined {
  if (existsSync(join(directory, manifestPath))) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : findRoot(parent);
}

/** The folder at or above `directory` that scaffold has changed: a codebase may have no manifest and still something to undo. */
export function findChanged(directory: string): string | undefined {
  if (existsSync(join(directory, '.scaffold/journal'))) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : findChanged(parent);
}
