/** Patterns of a workspace as folders: `packages/*`, `apps/**`, `modules/{a,b}`, `!packages/old`. */
import { posix } from 'node:path';
import type { OverlayFiles } from '../overlay.ts';

/** Folders nested deeper below a `**` are not looked into. */
const maxDepth = 6;

/** Absolute folders with a package.json that the patterns choose, sorted. */
export function expandPatterns(files: OverlayFiles, root: string, patterns: readonly string[]): string[] {
  const chosen = new Set<string>();
  for (const pattern of patterns) {
    const excluded = pattern.startsWith('!');
    const segments = posix.normalize(pattern.replace(/^!/, '').replace(/\/package\.json$/, '')).split('/');
    const found = expand(
      files,
      root,
      segments.filter((each) => each !== '' && each !== '.'),
    );
    for (const folder of found) {
      if (excluded) chosen.delete(folder);
      else if (files.exists(posix.join(folder, 'package.json'))) chosen.add(folder);
    }
  }
  return [...chosen].sort();
}

function expand(
  files: OverlayFiles,
  folder: string,
  [first, ...rest]: readonly string[],
  depth = 0,
): string[] {
  if (first === undefined) return [folder];
  if (first === '**') {
    const here = expand(files, folder, rest, depth);
    if (depth >= maxDepth) return here;
    return [
      ...here,
      ...foldersIn(files, folder).flatMap((each) => expand(files, each, [first, ...rest], depth + 1)),
    ];
  }
  if (!/[*?{]/.test(first)) return expand(files, posix.join(folder, first), rest, depth);
  const matches = segmentPattern(first);
  return foldersIn(files, folder)
    .filter((each) => matches.test(posix.basename(each)))
    .flatMap((each) => expand(files, each, rest, depth));
}

const foldersIn = (files: OverlayFiles, folder: string): string[] =>
  files
    .list(folder)
    .filter(({ path, isDirectory }) => isDirectory && !/^(?:node_modules|\..*)$/.test(posix.basename(path)))
    .map(({ path }) => path);

function segmentPattern(segment: string): RegExp {
  const source = segment
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]')
    .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.split(',').join('|')})`);
  return new RegExp(`^${source}$`);
}
