import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HotSpot } from './model.ts';
import { isCode } from './noise.ts';

/** Files changed most often are looked at; a file of this size in bytes was not written by hand. */
const candidates = 300;
const largest = 1_000_000;
const shown = 10;

/** The files in which most work is: how often they changed times how many lines they have. Files that are gone are out. */
export function findHotSpots(root: string, commitsOfFile: ReadonlyMap<string, number>): readonly HotSpot[] {
  return [...commitsOfFile]
    .filter(([file, commits]) => commits > 1 && isCode(file))
    .sort(([fileA, a], [fileB, b]) => b - a || (fileA < fileB ? -1 : 1))
    .slice(0, candidates)
    .flatMap(([file, commits]) => {
      const lines = countLines(join(root, file));
      return lines === undefined ? [] : [{ file, commits, lines }];
    })
    .sort((a, b) => b.commits * b.lines - a.commits * a.lines || (a.file < b.file ? -1 : 1))
    .slice(0, shown);
}

/** `undefined` for what is not a file, cannot be read, or says in its head that it was generated. */
function countLines(path: string): number | undefined {
  try {
    const stat = lstatSync(path);
    if (!stat.isFile() || stat.size > largest) return undefined;
    const text = readFileSync(path, 'utf8');
    if (/@generated|auto-?generated|do not (edit|modify)/i.test(text.slice(0, 600))) return undefined;
    return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  } catch {
    return undefined;
  }
}
