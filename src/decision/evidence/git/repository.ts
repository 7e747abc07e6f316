import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dateOf } from './model.ts';
import { runGit, type GitFailure, type GitPlace } from './run-git.ts';

/** A repository with at least one commit. */
export interface Repository extends GitPlace {
  /** What HEAD is. */
  readonly commit: string;
  /** Seconds since 1970 of the newest commit that counts. */
  readonly newest: number;
  /** The root lies below the top of the repository, so that paths have to be made relative to it. */
  readonly below: boolean;
  /** Ids of commits whose parents were left out by a shallow clone. */
  readonly boundary: ReadonlySet<string>;
  /** Time of the newest such commit: from it on the history is whole. */
  readonly completeFrom: number | undefined;
  /** Files are loaded on demand; they are not here. */
  readonly partial: boolean;
}

export type Opened =
  { readonly ok: true; readonly repository: Repository } | { readonly ok: false; readonly why: string };

/** Finds out what git can say of a folder; every failure is a sentence that says why. */
export async function openRepository(place: GitPlace, until?: Date): Promise<Opened> {
  const questions = [
    '--is-bare-repository',
    '--is-shallow-repository',
    '--git-path',
    'shallow',
    '--show-prefix',
  ];
  const described = await runGit(place, ['rev-parse', ...questions]);
  if (!described.ok) return { ok: false, why: describeFailure(described) };
  const [bare = '', shallow = '', shallowFile = '', prefix = ''] = described.value.split('\n');
  const head = await runGit(place, ['log', '-1', '--no-show-signature', '--format=%H %ct', 'HEAD']);
  if (!head.ok) return { ok: false, why: await describeNoHead(place, head) };
  const [commit = '', headTime = ''] = head.value.trim().split(' ');
  const below = bare !== 'true' && prefix !== '';
  const newest = until === undefined && !below ? headTime : await newestIn(place, below, until);
  if (newest === '') return { ok: false, why: describeNone(below, until) };
  const boundary = shallow === 'true' ? readBoundary(resolve(place.root, shallowFile)) : new Set<string>();
  const partial = await runGit(place, ['config', '--get-regexp', String.raw`^remote\..*\.promisor$`]);
  return {
    ok: true,
    repository: {
      ...place,
      commit,
      newest: Number(newest),
      below,
      boundary,
      completeFrom: boundary.size > 0 ? await newestOf(place, boundary) : undefined,
      partial: partial.ok,
    },
  };
}

function describeFailure({ kind, message }: GitFailure): string {
  if (kind === 'missing') return 'git could not be started: it is not installed, or not on the PATH';
  if (message.includes('not a git repository')) return 'this folder is not in a git repository';
  if (message.includes('dubious ownership'))
    return 'git refuses the repository because it belongs to another user; allow it with: git config --global --add safe.directory <its folder>';
  return `git cannot read the repository: ${message}`;
}

/** Time of the newest commit up to a day that changed something in the folder; '' where there is none. */
async function newestIn(place: GitPlace, below: boolean, until: Date | undefined): Promise<string> {
  const limit = until === undefined ? [] : [`--until=${until.toISOString()}`];
  const folder = below ? ['--', '.'] : [];
  const args = ['log', '-1', '--no-show-signature', '--format=%ct', ...limit, 'HEAD', ...folder];
  const found = await runGit(place, args);
  return found.ok ? found.value.trim() : '';
}

const describeNone = (below: boolean, until: Date | undefined): string =>
  [
    'there is no commit',
    ...(until === undefined ? [] : [`until ${dateOf(until.getTime() / 1000)}`]),
    ...(below ? ['that changed a file in this folder'] : []),
  ].join(' ');

/** HEAD without a commit: a repository that is empty, checked out at a branch that is, or broken. */
async function describeNoHead(place: GitPlace, failure: GitFailure): Promise<string> {
  const any = await runGit(place, ['rev-list', '--max-count=1', '--all']);
  if (!any.ok) return `git cannot read the repository: ${any.message}`;
  const unborn = await runGit(place, ['symbolic-ref', '-q', 'HEAD']);
  const resolved = await runGit(place, ['rev-parse', '-q', '--verify', 'HEAD']);
  if (resolved.ok || !unborn.ok) return `git cannot read the repository: ${failure.message}`;
  if (any.value.trim() === '') return 'the repository has no commit yet';
  return `HEAD is at ${unborn.value.trim().replace('refs/heads/', '')}, which has no commit; check out a branch that has`;
}

/** One id a line. The file is made by git; one that cannot be read leaves nothing to rely on, so it counts as empty. */
function readBoundary(path: string): ReadonlySet<string> {
  try {
    return new Set(readFileSync(path, 'utf8').split('\n').filter(Boolean));
  } catch {
    return new Set(['unreadable']);
  }
}

/** Infinity where it cannot be known: then nothing counts as complete. */
async function newestOf(place: GitPlace, ids: ReadonlySet<string>): Promise<number> {
  const dates = await runGit(
    place,
    ['log', '--no-walk', '--stdin', '--format=%ct'],
    `${[...ids].join('\n')}\n`,
  );
  if (!dates.ok) return Number.POSITIVE_INFINITY;
  return Math.max(...dates.value.trim().split('\n').map(Number));
}
