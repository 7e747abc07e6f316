/** The part of package-lock.json that one app needs: its image is built from that, and from nothing else. */

/** One entry of `packages` in a lock file, as far as it matters here. */
export interface LockedPackage {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
  /** A workspace, at `resolved`. */
  readonly link?: boolean;
  readonly resolved?: string;
  readonly workspaces?: readonly string[];
}

/** package-lock.json, version 3. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface PrunedLock {
  readonly lock: Lock;
  /** Folders of the workspaces that the app needs, its own among them, sorted. */
  readonly workspaces: readonly string[];
}

type Versions = Readonly<Record<string, string>>;

/** What a build needs besides the dependencies of what is built. */
export const isBuildTool = (name: string): boolean => name === 'typescript' || name.startsWith('@types/');

/**
 * Keeps what the app at `app` (`apps/payments`) needs to be compiled and to run, with the versions of the whole lock file.
 * @throws {Error} where the lock file does not know the app or what it needs
 */
export function pruneLock(lock: Lock, app: string): PrunedLock {
  const { packages } = lock;
  const { '': root } = packages;
  if (root === undefined || packages[app] === undefined)
    throw new Error(`package-lock.json does not know ${app}: run npm install, and commit it.`);
  const buildTools = onlyBuildTools(root.devDependencies);
  const kept = new Set<string>();
  keep(packages, app, kept);
  // The link to it in node_modules, by which npm knows the workspace.
  for (const [path, { resolved }] of Object.entries(packages))
    if (resolved === app) keep(packages, path, kept);
  for (const name of Object.keys(buildTools)) keepDependency(packages, '', name, kept);
  const workspaces = [...kept].filter((path) => isWorkspace(path)).sort();
  const entries = Object.entries(packages).flatMap(([path, entry]) =>
    kept.has(path) ? [[path, isWorkspace(path) ? withoutDev(entry) : entry] as const] : [],
  );
  const pruned = { ...withoutDev(root), workspaces, devDependencies: buildTools };
  return { lock: { ...lock, packages: { '': pruned, ...Object.fromEntries(entries) } }, workspaces };
}

export const onlyBuildTools = (versions: Versions = {}): Versions =>
  Object.fromEntries(Object.entries(versions).filter(([name]) => isBuildTool(name)));

export function withoutDev<T extends { readonly devDependencies?: Versions }>(
  manifest: T,
): Omit<T, 'devDependencies'> {
  const { devDependencies: _, ...rest } = manifest;
  return rest;
}

const isWorkspace = (path: string): boolean => !/(^|\/)node_modules\//.test(path);

function keep(packages: Lock['packages'], path: string, kept: Set<string>): void {
  if (kept.has(path)) return;
  kept.add(path);
  const { link, resolved, dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {};
  if (link === true && resolved !== undefined) keep(packages, resolved, kept);
  for (const name of Object.keys(dependencies ?? {})) keepDependency(packages, path, name, kept);
  const mayBeMissing = { ...optionalDependencies, ...peerDependencies };
  for (const name of Object.keys(mayBeMissing)) {
    const found = resolve(packages, path, name);
    if (found !== undefined) keep(packages, found, kept);
  }
}

function keepDependency(packages: Lock['packages'], from: string, name: string, kept: Set<string>): void {
  const found = resolve(packages, from, name);
  if (found === undefined)
    throw new Error(
      `package-lock.json has no ${name}, which ${from || 'the root'} needs: run npm install, and commit it.`,
    );
  keep(packages, found, kept);
}

/** As Node looks for a package: in the node_modules of the folder, then of each folder above it. */
function resolve(packages: Lock['packages'], from: string, name: string): string | undefined {
  const folders = from === '' ? [] : from.split('/');
  for (let depth = folders.length; depth >= 0; depth--) {
    const candidate = [...folders.slice(0, depth), 'node_modules', name].join('/');
    if (packages[candidate] !== undefined) return candidate;
  }
  return undefined;
}
