import { activeDays, daySeconds } from './model.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';
import type { Windows } from './window.ts';

export interface Releases {
  /** Moments at which something was released; several packages tagged on one commit are one. */
  readonly inWindow: number;
  readonly perWeek: number;
  /** Names of the newest tags, the newest first. */
  readonly newest: readonly string[];
  /** Tags that look like versions, of all times. */
  readonly tags: number;
}

/** `v1.2.3`, `1.2`, `@scope/name@1.2.3`, `name-v1.2.3`, `release/2024.03`, `v1.2.3+build`. */
const version = /(^|[@/_-])v?\d+\.\d+(\.\d+)*(\+[\w.]+)?$/i;

/** Counts tags that are released versions; `undefined` where the tags cannot be read. Pre-releases are left out. */
export async function readReleases(
  repository: Repository,
  windows: Windows,
  until?: Date,
): Promise<Releases | undefined> {
  const last = until === undefined ? Number.POSITIVE_INFINITY : until.getTime() / 1000;
  const format =
    '--format=%(creatordate:unix)%00%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)%00%(refname:lstrip=2)';
  const listed = await runGit(repository, ['for-each-ref', '--sort=-creatordate', format, 'refs/tags']);
  if (!listed.ok) return undefined;
  const all = listed.value
    .split('\n')
    .map((line) => line.split('\0'))
    .filter(([time, , name]) => Number(time) > 0 && Number(time) <= last && version.test(name ?? ''));
  const inside = all.filter(
    ([time]) => Number(time) >= windows.activeFrom && Number(time) <= windows.end + daySeconds,
  );
  const moments = new Set(inside.map(([, commit]) => commit)).size;
  return {
    inWindow: moments,
    perWeek: Math.round((moments / (activeDays / 7)) * 10) / 10,
    newest: all
      .slice(0, 3)
      .map(([time, , name]) => `${name}, ${new Date(Number(time) * 1000).toISOString().slice(0, 10)}`),
    tags: all.length,
  };
}
