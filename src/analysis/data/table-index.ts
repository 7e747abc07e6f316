/** The tables of a project: what its schema files, entities and migrations declare. */
import type { ExactPlace } from '../places.ts';
import { tableKey, type DataLibrary } from './model.ts';

/** A property through which one model reaches another. */
export interface Relation {
  readonly property: string;
  /** The name of the other model in code. */
  readonly target: string;
  /** Loaded with every read of the model. */
  readonly eager: boolean;
  /** Written, or deleted, with the model. */
  readonly cascade: boolean;
  readonly place: ExactPlace;
}

export interface KnownTable {
  readonly table: string;
  /** What code calls it: a class, a constant, a Prisma model; the table itself where only SQL declares it. */
  readonly name: string;
  readonly library: DataLibrary;
  readonly place: ExactPlace;
  readonly relations: readonly Relation[];
}

export interface ForeignKey {
  readonly from: string;
  readonly to: string;
  /** `cascade`, `set null`, …; in lower case, where it is written. */
  readonly onDelete?: string;
  readonly place: ExactPlace;
}

export interface TableIndex {
  readonly tables: readonly KnownTable[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly byName: ReadonlyMap<string, readonly KnownTable[]>;
  /** The model of a repository class, by the name of the class. */
  readonly repositories: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<string, string>;
}

/** What one file declares. Foreign keys name models, or tables where no model has that name. */
export interface Declared {
  readonly tables: readonly KnownTable[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly repositories?: readonly RepositoryClass[];
  /** Exported texts that are named as tables: `export const USERS_TABLE = 'users'`. */
  readonly constants?: ReadonlyMap<string, string>;
}

/** A class of the project that extends a library's repository of one model. */
export interface RepositoryClass {
  readonly name: string;
  readonly model: string;
}

export const nothingDeclared: Declared = { tables: [], foreignKeys: [] };

export function indexTables(declared: readonly Declared[]): TableIndex {
  const tables = declared.flatMap((each) => each.tables);
  const byName = new Map<string, KnownTable[]>();
  for (const table of tables) byName.set(table.name, [...(byName.get(table.name) ?? []), table]);
  const tableOf = (name: string): string => byName.get(name)?.[0]?.table ?? name;
  const keys = declared
    .flatMap((each) => each.foreignKeys)
    .map((key) => ({ ...key, from: tableOf(key.from), to: tableOf(key.to) }));
  const distinct = new Map(keys.map((key) => [`${tableKey(key.from)} ${tableKey(key.to)}`, key]));
  for (const key of keys) if (key.onDelete) distinct.set(`${tableKey(key.from)} ${tableKey(key.to)}`, key);
  const repositories = declared.flatMap((each) => each.repositories ?? []);
  return {
    tables,
    foreignKeys: [...distinct.values()],
    byName,
    repositories: new Map(repositories.map(({ name, model }) => [name, model])),
    constants: new Map(declared.flatMap((each) => [...(each.constants ?? [])])),
  };
}

export const noTables: TableIndex = indexTables([]);

/** The table that code means by a name, of one library where several have it. */
export function tableNamed(
  { byName }: TableIndex,
  name: string,
  ...libraries: readonly DataLibrary[]
): KnownTable | undefined {
  const found = byName.get(name) ?? [];
  return libraries.length === 0 ? found[0] : found.find(({ library }) => libraries.includes(library));
}
