import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** The folder that a path that may not exist yet will lie in: the nearest one above it that is there. */
export function nearestFolder(path: string): string {
  const parent = dirname(path);
  return existsSync(parent) || parent === path ? parent : nearestFolder(parent);
}
