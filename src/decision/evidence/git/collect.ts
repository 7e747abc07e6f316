import type { EvidenceItem } from '../model.ts';
import { touchedBy, Renames } from './changes-of.ts';
import { coChangeIn, peopleIn } from './facts.ts';
import { findHotSpots } from './hot-spots.ts';
import type { GitRequest } from './request.ts';
import { gitItem } from './items.ts';
import { dateOf, type GitFacts, type Period } from './model.ts';
import { readIdentity, readLog, type Identity, type LogCommit } from './read-log.ts';
import { findReformatting, readIgnoredRevisions, suspectFiles, type Suspect } from './reformatting.ts';
import { readReleases } from './releases.ts';
import type { Repository } from './repository.ts';
import {
  authorsItem,
  busFactorItem,
  coChangeItem,
  crossModuleItem,
  hotSpotsItem,
  releasesItem,
} from './report.ts';
import { runGit } from './run-git.ts';
import { Tally } from './tally.ts';
import { fewestCommits, patience, windowsOf, type Windows } from './window.ts';

/** What the pass over the log leaves behind. */
interface Pass {
  readonly tally: Tally;
  readonly suspects: readonly Suspect[];
  /** Time of the oldest commit whose changes count. */
  readonly oldest: number;
}

export async function collectFrom(
  repository: Repository,
  request: GitRequest,
  nothing: (why: string) => GitFacts,
): Promise<GitFacts> {
  const windows = windowsOf(repository, request.now);
  const pass = await readHistory(repository, windows, request);
  if (typeof pass === 'string') return nothing(`git cannot read the history: ${pass}`);
  const { tally, suspects } = pass;
  const reformatting = await findReformatting(repository, suspects);
  for (const { id, people, files } of suspects) {
    if (reformatting.has(id)) tally.bulk += 1;
    else tally.addChanges(people, files);
  }
  const people = peopleIn(tally, await applyMailmap(repository, tally.identities));
  const facts: GitFacts = {
    items: [],
    commit: repository.commit,
    history: repository.boundary.size > 0 ? 'shallow' : 'full',
    newest: dateOf(repository.newest),
    stale: windows.stale,
    window: { from: dateOf(pass.oldest), to: dateOf(windows.end), commits: tally.commits },
    ...people,
    coChange: coChangeIn(tally),
    crossModuleShare: tally.inModules > 0 ? tally.acrossModules / tally.inModules : undefined,
    hotSpots: findHotSpots(request.root, tally.commitsOfFile),
  };
  const releases = await readReleases(repository, windows, request.until);
  const items = itemsOf(facts, pass, {
    repository,
    windows,
    releases,
    now: request.now,
    until: request.until,
  });
  return withoutTheUnknown({
    ...facts,
    items,
    releasesPerWeek: releases?.tags ? releases.perWeek : undefined,
  });
}

/** One pass, the newest commit first; a text where git could not finish it. */
async function readHistory(
  repository: Repository,
  windows: Windows,
  { root, map, progress, until }: GitRequest,
): Promise<Pass | string> {
  const tally = new Tally(map);
  const renames = new Renames();
  const ignored = readIgnoredRevisions(root);
  const suspects: Suspect[] = [];
  let oldest = windows.end;
  let outside = 0;
  const last = until === undefined ? Number.POSITIVE_INFINITY : until.getTime() / 1000;
  const onCommit = (commit: LogCommit): boolean => {
    if (commit.time > last) {
      // What it moved is known by its new name from then on.
      if (!repository.boundary.has(commit.id)) touchedBy(commit, renames);
      return true;
    }
    const people = tally.peopleOf(commit);
    if (commit.time >= windows.activeFrom) tally.addActivity(people, commit.time);
    const counts = commit.time >= windows.changesFrom || tally.commits < fewestCommits;
    outside = counts ? 0 : outside + 1;
    if (!counts) return outside < patience;
    tally.commits += 1;
    if (tally.commits % 1000 === 0) progress?.('commits', tally.commits);
    // Where a shallow clone ends, a commit seems to add every file there is.
    if (repository.boundary.has(commit.id)) return true;
    oldest = Math.min(oldest, commit.time);
    const { files, bulk } = touchedBy(commit, renames);
    if (bulk || ignored.has(commit.id)) tally.bulk += 1;
    else if (files.length >= suspectFiles && tally.modulesOf(files).length > 1)
      suspects.push({ id: commit.id, people, files });
    else tally.addChanges(people, files);
    return true;
  };
  const read = await readLog(repository, onCommit);
  return read.ok ? { tally, suspects, oldest } : read.message;
}

/** Git applies the mailmap to authors; whoever is named in a message goes through it here. */
async function applyMailmap(
  repository: Repository,
  identities: readonly Identity[],
): Promise<readonly Identity[]> {
  if (identities.length === 0) return identities;
  const clean = (text: string): string => text.replaceAll(/[<>\n]/g, '');
  const lines = identities.map(({ name, email }) => `${clean(name)} <${clean(email)}>`);
  const mapped = await runGit(repository, ['check-mailmap', '--stdin'], `${lines.join('\n')}\n`);
  const result = mapped.ok ? mapped.value.split('\n') : [];
  return identities.map((identity, at) => readIdentity(result[at] ?? '') ?? identity);
}

interface Circumstances {
  readonly repository: Repository;
  readonly windows: Windows;
  readonly releases: Awaited<ReturnType<typeof readReleases>>;
  readonly now: Date;
  readonly until: Date | undefined;
}

function itemsOf(facts: GitFacts, { tally, oldest }: Pass, around: Circumstances): readonly EvidenceItem[] {
  const { repository, windows, releases, now, until } = around;
  const head = `HEAD is ${repository.commit.slice(0, 12)}`;
  const active: Period = { from: dateOf(windows.activeFrom), to: dateOf(windows.end) };
  const period: Period = { from: dateOf(oldest), to: dateOf(windows.end) };
  const { inModules, acrossModules, commits } = tally;
  const counted = { commits, inModules, acrossModules, discounted: tally.bulk };
  const history = gitItem('git.history', period, {
    figure: `${commits.toLocaleString('en')} ${commits === 1 ? 'commit' : 'commits'} from ${period.from} to ${period.to}`,
    certainty: 'measured',
    details: [
      until === undefined
        ? `${head} of ${facts.newest}`
        : `the newest of them is of ${facts.newest}; ${head}`,
    ],
  });
  const cut = (item: EvidenceItem, from: number): EvidenceItem => cutOff(item, repository, from);
  return [
    cut(history, windows.changesFrom),
    cut(authorsItem(facts, active, dateOf(now.getTime() / 1000)), windows.activeFrom),
    cut(busFactorItem(facts, period), windows.changesFrom),
    cut(coChangeItem(facts, period), windows.changesFrom),
    cut(crossModuleItem(counted, period), windows.changesFrom),
    releasesItem(releases, active, facts.history === 'shallow'),
    cut(hotSpotsItem(facts, period), windows.changesFrom),
  ];
}

/** What a shallow clone shows of a time that it does not wholly have is a lower bound, and no figure. */
function cutOff(item: EvidenceItem, { completeFrom }: Repository, from: number): EvidenceItem {
  if (completeFrom === undefined || completeFrom < from || item.certainty === 'unknown') return item;
  const { answers: _, ...rest } = item;
  const since = Number.isFinite(completeFrom) ? `after ${dateOf(completeFrom)}` : 'that is here';
  return {
    ...rest,
    figure: 'unknown',
    certainty: 'unknown',
    why: `the clone is shallow, its history is whole only ${since}; git fetch --unshallow brings the rest`,
    details: [`in what is there: ${item.figure}`, ...(item.details ?? [])],
  };
}

/** Facts of a shallow clone that are cut off are left out of the figures as well. */
function withoutTheUnknown(facts: GitFacts): GitFacts {
  if (facts.history !== 'shallow') return facts;
  const unknown = new Set(facts.items.filter(({ certainty }) => certainty === 'unknown').map(({ id }) => id));
  return {
    ...facts,
    ...(unknown.has('git.active-authors') && { authors: [] }),
    ...(unknown.has('git.bus-factor') && { ownership: [] }),
    ...(unknown.has('git.cross-module') && { crossModuleShare: undefined }),
    ...(unknown.has('git.co-change') && { coChange: [] }),
    ...(unknown.has('git.hot-spots') && { hotSpots: [] }),
  };
}
