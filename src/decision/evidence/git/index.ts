/** What the history of a codebase says of the people and the modules in it. */
import { collectFrom } from './collect.ts';
import { unknownItems } from './items.ts';
import { activeDays, dateOf, daySeconds, type GitFacts } from './model.ts';
import { openRepository } from './repository.ts';
import type { GitRequest } from './request.ts';

export * from './model.ts';
export type { GitRequest } from './request.ts';

/** Reads the history once. What git cannot say is an item that says why; this never throws for a repository's state. */
export async function collectGit(request: GitRequest): Promise<GitFacts> {
  const opened = await openRepository({ root: request.root, env: request.env }, request.until);
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
