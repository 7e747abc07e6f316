/**
 * `npm run boundaries`: the rules of .dependency-cruiser.cjs; that no modules need each other in a circle; and that
 * every imported package is declared.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet, IModule } from 'dependency-cruiser';

interface Rules {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  readonly options: ICruiseOptions & { enhancedResolveOptions: object };
}

const folders = ['platform', 'modules', 'apps', 'clients', 'tools'].filter((folder) => existsSync(folder));
const workspaceOf = (path: string): string | undefined =>
  /^(platform|(?:modules|apps|clients)\/[^/]+)\//.exec(path)?.[1];

async function main(): Promise<number> {
  const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Rules;
  const ruleSet = { forbidden };
  const { output } = await cruise(
    folders,
    { ...options, ruleSet, validate: true },
    options.enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with a text');
  const problems = [...violations(output), ...circles(output.modules), ...undeclared(output.modules)];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const read = output.modules.filter(({ source }) => workspaceOf(source) !== undefined).length;
  // A compiler that the checker cannot use makes it read nothing and find nothing.
  if (read === 0) problems.push('no file was read');
  process.stdout.write(`boundaries: ${read} files read, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
}

function violations({ summary }: ICruiseResult): string[] {
  return summary.violations.map(
    ({ from, to, rule, comment }) => `${from} → ${to}: ${rule.name}. ${comment ?? ''}`,
  );
}

/** Modules that need each other are one module: none of them could be moved out. */
function circles(modules: readonly IModule[]): string[] {
  const uses = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = moduleOf(source);
    if (from === undefined) continue;
    const found = uses.get(from) ?? new Set();
    uses.set(from, found);
    for (const { resolved } of dependencies) {
      const to = moduleOf(resolved);
      if (to !== undefined && to !== from) found.add(to);
    }
  }
  const paths = [...uses.keys()].sort().map((start) => pathBack(start, [start], uses, new Set()));
  return paths.flatMap((path) => (path === undefined ? [] : [`modules in a circle: ${path.join(' → ')}`]));
}

const moduleOf = (path: string): string | undefined => /^modules\/([^/]+)\//.exec(path)?.[1];

/** The way along `uses` from the end of `path` back to `start`. */
function pathBack(
  start: string,
  path: readonly string[],
  uses: ReadonlyMap<string, ReadonlySet<string>>,
  visited: Set<string>,
): readonly string[] | undefined {
  for (const next of uses.get(path.at(-1) ?? start) ?? []) {
    if (next === start) return [...path, start];
    if (visited.has(next)) continue;
    visited.add(next);
    const found = pathBack(start, [...path, next], uses, visited);
    if (found) return found;
  }
  return undefined;
}

/** Imports of another workspace that the package.json of the importing one does not name. */
function undeclared(modules: readonly IModule[]): string[] {
  const problems = modules.flatMap(({ source, dependencies }) => {
    const from = workspaceOf(source);
    if (from === undefined) return [];
    return dependencies.flatMap(({ resolved }) => {
      const to = workspaceOf(resolved);
      if (to === undefined || to === from || declares(from, nameOf(to))) return [];
      return `${source} → ${resolved}: ${nameOf(to)} is not among the dependencies of ${from}/package.json`;
    });
  });
  return [...new Set(problems)];
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (workspace: string): Manifest =>
  JSON.parse(readFileSync(`${workspace}/package.json`, 'utf8')) as Manifest;

const nameOf = (workspace: string): string => readManifest(workspace).name;

function declares(workspace: string, name: string): boolean {
  const { dependencies, devDependencies } = readManifest(workspace);
  return name in { ...dependencies, ...devDependencies };
}

process.exitCode = await main();
