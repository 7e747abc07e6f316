import { posix } from 'node:path';
import type { ModuleMap } from '../model.ts';
import type { OtherPart, OtherRole, Parts } from './find-modules.ts';
import type { ExpandedModule } from './given-modules.ts';

/** The candidate modules, and what the rest of the code is taken for. */
export interface PartMap extends ModuleMap {
  readonly others: readonly OtherPart[];
  /** What a path is where it belongs to no module. */
  roleOf(path: string): OtherRole | undefined;
}

export function mapParts({ modules, others }: Parts): PartMap {
  const moduleAt = new Map(modules.flatMap(({ name, paths }) => paths.map((path) => [path, name])));
  const roleAt = new Map(others.flatMap(({ paths, role }) => paths.map((path) => [path, role])));
  return {
    modules,
    others,
    moduleOf: (path) => nearest(path, moduleAt, roleAt),
    roleOf: (path) => nearest(path, roleAt, moduleAt),
  };
}

/** The value of the deepest folder that has one; one of `hidden` on the way ends the search. */
function nearest<T>(
  path: string,
  values: ReadonlyMap<string, T>,
  hidden: ReadonlyMap<string, unknown>,
): T | undefined {
  for (let at = path; ; at = posix.dirname(at)) {
    const folder = at === '.' ? '' : at;
    const value = values.get(folder);
    if (value !== undefined) return value;
    if (hidden.has(folder) || folder === '' || at === '/') return undefined;
  }
}

/** Modules that were given belong to their files; everything else is put together from them or used by them. */
export function mapGiven(expanded: readonly ExpandedModule[]): PartMap {
  const owner = new Map(expanded.flatMap(({ module, files }) => files.map((path) => [path, module.name])));
  return {
    modules: expanded.map(({ module }) => module),
    others: [],
    moduleOf: (path) => owner.get(path),
    roleOf: () => undefined,
  };
}
