import type { EvidenceItem } from '../model.ts';
import { minimumSupport, strongDegree } from './model.ts';

/** Everything that git is asked, in the order in which it is reported. */
export type GitItemId =
  | 'git.history'
  | 'git.active-authors'
  | 'git.bus-factor'
  | 'git.co-change'
  | 'git.cross-module'
  | 'git.releases'
  | 'git.hot-spots';

interface Subject {
  readonly title: string;
  /** The command that shows the same, for a period. */
  source(since: string, until: string): string;
}

const range = (since: string, until: string): string => `--since=${since} --until=${until}`;

const subjects: Readonly<Record<GitItemId, Subject>> = {
  'git.history': {
    title: 'History that was read',
    source: (since, until) => `git rev-list --count --no-merges ${range(since, until)} HEAD`,
  },
  'git.active-authors': {
    title: 'People who committed in 90 days',
    source: (since, until) => `git shortlog -sne --no-merges ${range(since, until)} HEAD`,
  },
  'git.bus-factor': {
    title: 'People who know a module (bus factor)',
    source: (since, until) => `git shortlog -sn --no-merges ${range(since, until)} HEAD -- <module>`,
  },
  'git.co-change': {
    title: 'Modules that change together',
    source: (since, until) => `git log --no-merges --name-only --format=%h ${range(since, until)}`,
  },
  'git.cross-module': {
    title: 'Commits that cross modules',
    source: (since, until) => `git log --no-merges --name-only --format=%h ${range(since, until)}`,
  },
  'git.releases': {
    title: 'Releases per week',
    source: () =>
      `git for-each-ref --sort=-creatordate --format='%(creatordate:short) %(refname:short)' refs/tags`,
  },
  'git.hot-spots': {
    title: 'Files with the most work (commits × lines)',
    source: (since, until) =>
      `git log --no-merges --name-only --format= ${range(since, until)} | sort | uniq -c | sort -rn`,
  },
};

type Found = Pick<EvidenceItem, 'figure' | 'certainty'> &
  Partial<Pick<EvidenceItem, 'why' | 'details' | 'answers'>>;

/** `period`: the dates that the command needs to show the same. */
export function gitItem(id: GitItemId, period: { from: string; to: string }, found: Found): EvidenceItem {
  const { title, source } = subjects[id];
  return { id, group: 'git', title, source: source(period.from, period.to), ...found };
}

/** Every item, for a folder of which git can say nothing. */
export const unknownItems = (why: string, period: { from: string; to: string }): readonly EvidenceItem[] =>
  (Object.keys(subjects) as GitItemId[]).map((id) =>
    gitItem(id, period, { figure: 'unknown', certainty: 'unknown', why }),
  );

export const coChangeRule = `A pair counts from ${minimumSupport} common commits on, and speaks against independence when they are at least ${strongDegree * 100}% of the commits of the module that changed less. Left out: merges, commits over more than 50 files, reformatting, moves, lock files, versions and generated files.`;
