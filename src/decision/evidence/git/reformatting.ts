import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNoise } from './noise.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** A commit over several modules that may have changed nothing but the layout of its files. */
export interface Suspect {
  readonly id: string;
  readonly people: readonly number[];
  readonly files: readonly string[];
}

/** A commit over fewer files than this is looked at by nobody's reformatting tool. */
export const suspectFiles = 8;

/** Comparing texts is slow; of more than this, the largest are looked at. */
const mostSuspects = 400;

/** What is noise anyway and often so long that comparing it takes most of the time. */
const longNoise = ['*lock*', '*.snap', '*.map', '*.min.js', 'locales/**', 'i18n/**', 'translations/**'].map(
  (glob) => `:(exclude,glob)**/${glob}`,
);

/**
 * Ids of the suspects that changed less than half of their files in more than white space. None where the texts are not
 * here to be compared.
 */
export async function findReformatting(
  repository: Repository,
  suspects: readonly Suspect[],
): Promise<ReadonlySet<string>> {
  if (repository.partial || suspects.length === 0) return new Set();
  const chosen = suspects.toSorted((a, b) => b.files.length - a.files.length).slice(0, mostSuspects);
  const flags = ['--stdin', '--root', '-r', '-z', '-w', '--ignore-blank-lines', '--numstat', '--no-renames'];
  const safe = ['--no-ext-diff', '--no-textconv', repository.below ? '--relative' : '--no-relative'];
  const ids = chosen.map(({ id }) => id);
  const compared = await runGit(
    repository,
    ['diff-tree', ...flags, ...safe, '--', ...longNoise],
    `${ids.join('\n')}\n`,
  );
  if (!compared.ok) return new Set();
  const inSubstance = countFiles(compared.value, ids);
  const reformatted = chosen.filter(({ id, files }) => (inSubstance.get(id) ?? 0) < files.length / 2);
  return new Set(reformatted.map(({ id }) => id));
}

/** `id NUL` before the files of each commit that has any, `added TAB deleted TAB path NUL` for each file. */
function countFiles(text: string, ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map(ids.map((id) => [id, 0]));
  let current = '';
  for (const token of text.split('\0')) {
    if (counts.has(token)) current = token;
    const path = /^(?:\d+|-)\t(?:\d+|-)\t([^]+)$/.exec(token)?.[1];
    if (path !== undefined && !isNoise(path)) counts.set(current, (counts.get(current) ?? 0) + 1);
  }
  return counts;
}

/** Commits that the team itself names as reformatting, in the file that `git blame` is told to ignore. */
export function readIgnoredRevisions(root: string): ReadonlySet<string> {
  try {
    const text = readFileSync(join(root, '.git-blame-ignore-revs'), 'utf8');
    return new Set(text.match(/^[0-9a-f]{40}\b/gm));
  } catch {
    return new Set();
  }
}
