import type { FileImport, FileSyntax } from '../../../analysis/syntax/index.ts';
import type { ModuleMap } from '../model.ts';
import type { PublicInterface } from './entries.ts';
import type { ImportPlace, ModuleEdge } from './model.ts';
import type { Resolve } from './resolve.ts';

export interface GraphRequest {
  readonly syntax: ReadonlyMap<string, FileSyntax>;
  readonly map: ModuleMap;
  readonly resolve: Resolve;
  readonly interfaces: ReadonlyMap<string, PublicInterface>;
}

interface Tally {
  imports: number;
  internals: number;
  typeOnly: number;
  readonly deep: ImportPlace[];
  readonly plain: ImportPlace[];
}

const placesKept = 5;

/** The imports between modules, counted by statement. An index that passes names on is followed to whoever owns them. */
export function buildEdges({ syntax, map, resolve, interfaces }: GraphRequest): readonly ModuleEdge[] {
  const tallies = new Map<string, Tally>();
  for (const [path, file] of syntax) {
    const from = map.moduleOf(path);
    if (from === undefined) continue;
    for (const one of file.imports) {
      const { specifier, line, names } = one;
      const target = resolve(path, specifier);
      if (target === undefined) continue;
      const owners = ownersOf(
        target,
        names.map(({ imported }) => imported),
        { syntax, map, resolve },
      );
      for (const [to, file] of owners) {
        if (to === from) continue;
        const tally = tallyOf(tallies, `${from}\0${to}`);
        const isInternal = interfaces.get(to)?.isPublic(file) === false;
        const typeOnly = one.typeOnly && !isInstance(one, file, syntax);
        count(tally, { file: path, line, target: file }, typeOnly, isInternal);
      }
    }
  }
  return [...tallies]
    .map(([key, tally]) => toEdge(key, tally))
    .sort((a, b) => b.imports - a.imports || (a.from + a.to < b.from + b.to ? -1 : 1));
}

/** A type that is handed over as an instance is a dependency at run time, whatever the import says. */
function isInstance(
  { handedOver }: FileImport,
  target: string,
  syntax: ReadonlyMap<string, FileSyntax>,
): boolean {
  const file = syntax.get(target);
  const passedOn = file?.imports.some(({ kind }) => kind === 'export') === true;
  const known = [...(file?.classes.map(({ name }) => name) ?? []), ...(file?.ports ?? [])];
  return handedOver.some((name) => known.includes(name) || name === 'default' || passedOn);
}

function count(tally: Tally, place: ImportPlace, typeOnly: boolean, internal: boolean): void {
  if (typeOnly) tally.typeOnly += 1;
  else tally.imports += 1;
  if (internal && !typeOnly) tally.internals += 1;
  const places = internal && !typeOnly ? tally.deep : tally.plain;
  if (places.length < placesKept && (!typeOnly || tally.imports === 0)) places.push(place);
}

function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  const found = tallies.get(key) ?? { imports: 0, internals: 0, typeOnly: 0, deep: [], plain: [] };
  tallies.set(key, found);
  return found;
}

function toEdge(key: string, { imports, internals, typeOnly, deep, plain }: Tally): ModuleEdge {
  const [from = '', to = ''] = key.split('\0');
  return { from, to, imports, internals, typeOnly, places: [...deep, ...plain].slice(0, placesKept) };
}

type Lookup = Pick<GraphRequest, 'syntax' | 'map' | 'resolve'>;

/**
 * The modules that the imported names belong to, each with the file that was reached. A file in no module that only
 * passes names on, such as a common index, is looked through, at most three deep.
 */
function ownersOf(
  target: string,
  names: readonly string[],
  lookup: Lookup,
  depth = 0,
): ReadonlyMap<string, string> {
  const owner = lookup.map.moduleOf(target);
  if (owner !== undefined) return new Map([[owner, target]]);
  const file = lookup.syntax.get(target);
  const passed = file?.imports.filter(({ kind }) => kind === 'export') ?? [];
  if (passed.length === 0 || depth > 2 || names.includes('*')) return new Map();
  const owners = new Map<string, string>();
  for (const one of passed) {
    const wanted = names.filter((name) => one.names.some(({ local }) => local === name || local === '*'));
    if (wanted.length === 0) continue;
    const next = lookup.resolve(target, one.specifier);
    const isStar = one.names.some(({ local }) => local === '*');
    if (next === undefined || (isStar && !exportsOne(next, wanted, lookup))) continue;
    for (const [module, path] of ownersOf(next, wanted, lookup, depth + 1)) owners.set(module, path);
  }
  return owners;
}

/** Whether a file seems to declare one of the names; what cannot be told does not count. */
function exportsOne(path: string, names: readonly string[], { syntax }: Lookup): boolean {
  const file = syntax.get(path);
  if (!file) return false;
  const declared = [
    ...file.classes.map(({ name }) => name),
    ...file.interfaces,
    ...file.functions.map(({ name }) => name.split('.')[0] ?? ''),
    ...file.imports
      .filter(({ kind }) => kind === 'export')
      .flatMap((one) => one.names.map(({ local }) => local)),
  ];
  return names.some((name) => declared.includes(name) || declared.includes('*'));
}
