/** What the history of a codebase says of the people and the modules in it. */
import type { ModuleMap, Progress } from '../model.ts';
import { collectFrom } from './collect.ts';
import { unknownItems } from './items.ts';
import { activeDays, dateOf, daySeconds, type GitFacts } from './model.ts';
import { openRepository } from './repository.ts';
import type { Environment } from './run-git.ts';

export * from './model.ts';

export interface GitRequest {
  /** Absolute folder; it may lie below the top of its repository. */
  readonly root: string;
  readonly map: ModuleMap;
  readonly now: Date;
  /** What git's environment is made of; that of this process where it is not given. */
  readonly env?: Environment | undefined;
  readonly progress?: Progress | undefined;
}

/** Reads the history once. What git cannot say is an item that says why; this never throws for a repository's state. */
export async function collectGit(request: GitRequest): Promise<GitFacts> {
  const opened = await openRepository({ root: request.root, env: request.env });
  if (!opened.ok) return noFacts(opened.why, request.now);
  return collectFrom(opened.repository, request, (why) => noFacts(why, request.now));
}

function noFacts(why: string, now: Date): GitFacts {
  const seconds = now.getTime() / 1000;
  const period = { from: dateOf(seconds - activeDays * daySeconds), to: dateOf(seconds) };
  const none = {
    history: 'none',
    stale: false,
    authors: [],
    ownership: [],
    coChange: [],
    hotSpots: [],
  } as const;
  return { ...none, items: unknownItems(why, period) };
}
