import type { ts } from 'ts-morph';
import type { Knowledge } from '../knowledge.ts';
import type { AccessKind, DataLibrary } from '../model.ts';
import { posix } from 'node:path';
import { tableNamed, type KnownTable } from '../table-index.ts';

/** A table, or access to one that is not known. */
export interface Found {
  readonly table: string | undefined;
  readonly kind: AccessKind;
}

export interface LibraryReader {
  readonly library: DataLibrary;
  /** What a node does, where it is this library's doing; `undefined` where it is not. */
  read(node: ts.Node, known: Knowledge): readonly Found[] | undefined;
}

/** What reading or writing a model touches beside its own table: what is loaded or saved with it. */
export function withRelations(
  { tables }: Knowledge,
  model: KnownTable,
  kind: AccessKind,
  asked: ReadonlySet<string> = new Set(),
): Found[] {
  const own: Found = { table: model.table, kind };
  const others = model.relations
    .filter(({ eager, cascade, property }) =>
      kind === 'write' ? cascade || asked.has(property) : eager || asked.has(property),
    )
    .flatMap(({ target }) => tableNamed(tables, target, model.library) ?? [])
    .map(({ table }) => ({ table, kind }));
  return [own, ...others];
}

export const distinctFound = (found: readonly Found[]): Found[] => [
  ...new Map(found.map((each) => [`${each.kind} ${each.table}`, each])).values(),
];

/** The model that a class of this file's names is: one of the same name from elsewhere is another class. */
export function modelCalled(
  known: Knowledge,
  local: string,
  exported: string,
  ...libraries: readonly DataLibrary[]
): KnownTable | undefined {
  const module = known.moduleOf(local);
  const all = (known.tables.byName.get(exported) ?? []).filter(({ library }) => libraries.includes(library));
  if (module === undefined) return all[0];
  return all.find(({ place }) => mayDeclare(place.file, module, known.file.fileName));
}

const withoutEnding = (file: string): string => file.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
const barrel = /^(?:index|models?|entit(?:y|ies)|schemas?|db|database|tables?|orm)$/i;

/** True where an import may lead to a file: directly, or through an index file, an alias or a package. */
function mayDeclare(file: string, module: string, importer: string): boolean {
  const declaring = withoutEnding(file);
  if (module === '') return declaring === withoutEnding(importer);
  if (!module.startsWith('.')) {
    const last = posix.basename(withoutEnding(module));
    return (
      declaring.endsWith(`/${last}`) ||
      declaring.includes(`/${last}/`) ||
      /^@?[\w-]+(?:\/[\w-]+)?$/.test(module)
    );
  }
  const target = withoutEnding(posix.join(posix.dirname(importer), withoutEnding(module)));
  return declaring === target || declaring.startsWith(`${target}/`) || barrel.test(posix.basename(target));
}
