import type { ts } from 'ts-morph';
import type { Knowledge } from '../knowledge.ts';
import type { AccessKind, DataLibrary } from '../model.ts';
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
