/** Foreign keys, and relations of models that load or save by themselves, from one side to the other. */
import { tableKey, tableNamed, type TableAccess } from '../../../analysis/data/index.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { DataPicture } from './picture.ts';

type ByTable = ReadonlyMap<string, readonly TableAccess[]>;

export function keyFindings({ project }: DataPicture, inside: ByTable, outside: ByTable): Diagnostic[] {
  const owned = (table: string): boolean => writes(inside, table) && !writes(outside, table);
  const foreign = (table: string): boolean => writes(outside, table) && !writes(inside, table);
  const keys = project.tables.foreignKeys.flatMap(({ from, to, onDelete, place }) => {
    const across = (owned(from) && foreign(to)) || (foreign(from) && owned(to));
    if (!across || tableKey(from) === tableKey(to)) return [];
    const args = { from, to, side: owned(from) ? to : from, ...(harmful(onDelete) ? { onDelete } : {}) };
    return [diagnostic('foreign-key-across', args, { place: { ...place, symbol: `${from} → ${to}` } })];
  });
  return [...keys, ...relations(project, owned, foreign)];
}

const writes = (side: ByTable, table: string): boolean =>
  (side.get(tableKey(table)) ?? []).some(({ kind }) => kind === 'write');

const harmful = (onDelete: string | undefined): onDelete is string =>
  onDelete === 'cascade' || onDelete === 'set null';

function relations(
  { tables }: DataPicture['project'],
  owned: (table: string) => boolean,
  foreign: (table: string) => boolean,
): Diagnostic[] {
  return tables.tables.flatMap((model) =>
    model.relations.flatMap(({ property, target, eager, cascade, place }) => {
      const other = tableNamed(tables, target, model.library);
      const automatic = model.library === 'typeorm' || model.library === 'mikro-orm';
      if (other === undefined || !automatic || !(eager || cascade)) return [];
      const across =
        (owned(model.table) && foreign(other.table)) || (foreign(model.table) && owned(other.table));
      if (!across) return [];
      const how = cascade ? 'saves' : 'loads';
      return [
        diagnostic(
          'relation-across',
          { model: model.name, property, target, how },
          { place: { ...place, symbol: `${model.name}.${property}` } },
        ),
      ];
    }),
  );
}
