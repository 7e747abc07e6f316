/** What a change affects: which images it makes anew, and which tests it may break. */
import { dependentsOf, type Workspace } from './graph.ts';
import { type Lock, pruneLock } from './lock.ts';

export interface Change {
  /** Paths of the changed files, from the root; `undefined` where it is not known what changed. */
  readonly paths: readonly string[] | undefined;
  readonly workspaces: readonly Workspace[];
  /** The lock files of both sides. */
  readonly locks: { readonly before: Lock | undefined; readonly after: Lock };
}

export interface Affected {
  /** Names of processes, folders below apps/. */
  readonly images: readonly string[];
  /** Folders whose tests are to be run. */
  readonly tests: readonly string[];
}

/** A change of these may change anything. */
const everything = [
  /^package\.json$/,
  /^\.npmrc$/,
  /^tsconfig[^/]*\.json$/,
  /^\.dockerignore$/,
  /^deploy\/container\//,
  /^tools\/(prune-lock|affected)\.ts$/,
  /^tools\/workspaces\//,
  /^\.github\/workflows\//,
];

/** Of these, every test may. */
const everyTest = [/^vitest\.config\.ts$/, /^dev\.json$/, /^package-lock\.json$/];

const isProse = (path: string): boolean => path.endsWith('.md');

export function decideAffected({ paths, workspaces, locks }: Change): Affected {
  const all = workspaces.map(({ folder }) => folder);
  if (paths === undefined || paths.some((path) => everything.some((pattern) => pattern.test(path))))
    return { images: appsAmong(all), tests: withTools(all) };
  const changed = paths.filter((path) => !isProse(path));
  const owned = changed.flatMap((path) => {
    const folder = all.find((candidate) => path.startsWith(`${candidate}/`));
    return folder === undefined ? [] : [{ folder, isTest: path.startsWith(`${folder}/test/`) }];
  });
  const sources = owned.filter(({ isTest }) => !isTest).map(({ folder }) => folder);
  const images = new Set([
    ...appsAmong(dependentsOf(workspaces, sources, { forTests: false })),
    ...(changed.includes('package-lock.json') ? appsWithOtherPackages(appFolders(all), locks) : []),
  ]);
  if (changed.some((path) => everyTest.some((pattern) => pattern.test(path))))
    return { images: [...images].sort(), tests: withTools(all) };
  const tests = dependentsOf(workspaces, sources, { forTests: true });
  for (const { folder } of owned) tests.add(folder);
  // The tests of an app run all processes together.
  if (images.size > 0) for (const app of appFolders(all)) tests.add(app);
  if (changed.some((path) => path.startsWith('tools/'))) tests.add('tools');
  return { images: [...images].sort(), tests: [...tests].sort() };
}

const appFolders = (folders: Iterable<string>): string[] =>
  [...folders].filter((folder) => folder.startsWith('apps/'));

const appsAmong = (folders: Iterable<string>): string[] =>
  appFolders(folders)
    .map((folder) => folder.slice('apps/'.length))
    .sort();

const withTools = (folders: readonly string[]): string[] => [...folders, 'tools'].sort();

/** Apps that are given another version of something by the new lock file. */
function appsWithOtherPackages(apps: readonly string[], { before, after }: Change['locks']): string[] {
  return appsAmong(
    apps.filter((app) => before === undefined || lockedFor(before, app) !== lockedFor(after, app)),
  );
}

function lockedFor(lock: Lock, app: string): string | undefined {
  if (lock.packages[app] === undefined) return undefined;
  return JSON.stringify(pruneLock(lock, app).lock.packages);
}
