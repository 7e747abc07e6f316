import { collectGit, type GitFacts } from '../../../../src/decision/evidence/git/index.ts';
import type { EvidenceItem, ModuleMap } from '../../../../src/decision/evidence/model.ts';
import { gitEnvironment, makeHistory, type MadeCommit } from '../../../support/git-history.ts';

export const now = new Date('2026-06-30T12:00:00Z');

/** Every folder below `modules` is a module. */
export const modules = (...names: readonly string[]): ModuleMap => ({
  modules: names.map((name) => ({ name, paths: [`modules/${name}`], from: 'folder' })),
  moduleOf: (path) => names.find((name) => path.startsWith(`modules/${name}/`)),
});

export const shop = modules('users', 'orders', 'payments');

export const collect = (
  root: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<GitFacts> => collectGit({ root, map: shop, now, env: { ...gitEnvironment, ...env } });

export const collectFrom = (commits: readonly MadeCommit[]): Promise<GitFacts> =>
  collect(makeHistory(commits));

export function itemOf(facts: GitFacts, id: string): EvidenceItem {
  const item = facts.items.find((one) => one.id === id);
  if (!item) throw new Error(`no item ${id}`);
  return item;
}

/** A date so many days before {@link now}. */
export const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
