import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadFile } from './preview.ts';

/** Reads a file below `root`, `undefined` when it is not there. */
export const readBelow =
  (root: string): ReadFile =>
  (path) => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
