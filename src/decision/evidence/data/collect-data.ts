import {
  dataAccessInFile,
  readTables,
  tableKey,
  type FileDataAccess,
  type TableIndex,
} from '../../../analysis/data/index.ts';
import type { ModuleMap, Progress } from '../model.ts';
import { dataItems } from './items.ts';
import {
  outside,
  type DataFacts,
  type DataPlace,
  type ForeignKeyAcross,
  type TableUse,
  type TransactionAcross,
} from './model.ts';

export interface DataRequest {
  readonly map: ModuleMap;
  /** Source and schema files, relative to the root. */
  readonly files: readonly string[];
  readonly progress: Progress;
  /** The text of a file, `undefined` where it cannot be read or is too large. */
  read(path: string): string | undefined;
}

/** Which module reads and writes which tables, without a type check. */
export async function collectData({ map, files, progress, read }: DataRequest): Promise<DataFacts> {
  const tables = readTables({ files, read });
  const access = new Map<string, FileDataAccess>();
  // Migrations and seeds declare tables; what they write is not what the application does.
  const code = files.filter(
    (path) => /\.[cm]?[jt]sx?$/.test(path) && !/(?:^|\/)(?:migrations?|seeds?|seeders?)\//.test(path),
  );
  for (const [index, path] of code.entries()) {
    if (index % 100 === 0) {
      progress('files with data', index, code.length);
      await new Promise((done) => setImmediate(done));
    }
    const text = read(path);
    const found = text === undefined ? undefined : accessOf(path, text, tables);
    if (found && found.accesses.length + found.unknown.length + found.drivers.length > 0)
      access.set(path, found);
  }
  const uses = usesOf(access, tables, map);
  const owners = new Map(uses.map(({ table, owner }) => [tableKey(table), owner]));
  const facts = {
    tables: uses,
    shared: uses.filter(({ writers }) => writers.filter((one) => one !== outside).length > 1),
    foreignKeys: keysAcross(tables, owners),
    transactions: transactionsAcross(access, owners, map),
    notUnderstood: [...access.values()].reduce((sum, { unknown }) => sum + unknown.length, 0),
  };
  return { ...facts, items: dataItems(facts, access, map) };
}

/** The compiler can fail on a text that nests without end; such a file says nothing of data. */
function accessOf(path: string, text: string, tables: TableIndex): FileDataAccess | undefined {
  try {
    return dataAccessInFile({ path, text }, tables);
  } catch {
    return undefined;
  }
}

interface Tally {
  readonly table: string;
  readonly readers: Map<string, DataPlace>;
  readonly writers: Map<string, DataPlace>;
}

function usesOf(
  access: ReadonlyMap<string, FileDataAccess>,
  index: TableIndex,
  map: ModuleMap,
): readonly TableUse[] {
  const tallies = new Map<string, Tally>();
  const declared = new Map<string, string>();
  const tally = (table: string): Tally => {
    const key = tableKey(table);
    const found = tallies.get(key) ?? { table, readers: new Map(), writers: new Map() };
    tallies.set(key, found);
    return found;
  };
  for (const { table, place } of index.tables) {
    tally(table);
    const module = map.moduleOf(place.file);
    if (module !== undefined && !declared.has(tableKey(table))) declared.set(tableKey(table), module);
  }
  for (const [path, { accesses }] of access) {
    const module = map.moduleOf(path) ?? outside;
    for (const { table, kind, place } of accesses) {
      const { readers, writers } = tally(table);
      const side = kind === 'write' || kind === 'lock' ? writers : readers;
      if (!side.has(module)) side.set(module, { file: place.file, line: place.line });
    }
  }
  return [...tallies]
    .map(([key, { table, readers, writers }]): TableUse => {
      const writing = [...writers.keys()].sort();
      const [only] = writing;
      return {
        table,
        owner: declared.get(key) ?? (writing.length === 1 && only !== outside ? only : undefined),
        readers: [...readers.keys()].sort(),
        writers: writing,
        places: [...(writers.size > 0 ? writers : readers)].map(([module, place]) => ({ module, ...place })),
      };
    })
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}

type Owners = ReadonlyMap<string, string | undefined>;

function keysAcross({ foreignKeys }: TableIndex, owners: Owners): readonly ForeignKeyAcross[] {
  return foreignKeys.flatMap(({ from, to, place }) => {
    const fromModule = owners.get(tableKey(from));
    const toModule = owners.get(tableKey(to));
    if (fromModule === undefined || toModule === undefined || fromModule === toModule) return [];
    return [{ from, to, fromModule, toModule, place: { file: place.file, line: place.line } }];
  });
}

function transactionsAcross(
  access: ReadonlyMap<string, FileDataAccess>,
  owners: Owners,
  map: ModuleMap,
): readonly TransactionAcross[] {
  const found = new Map<string, { place: DataPlace; tables: Set<string>; modules: Set<string> }>();
  for (const [path, { accesses }] of access) {
    for (const { table, kind, transaction } of accesses) {
      if (transaction === undefined || kind !== 'write') continue;
      const { file, line } = transaction.place;
      const key = `${file}:${line}`;
      const one = found.get(key) ?? { place: { file, line }, tables: new Set(), modules: new Set() };
      found.set(key, one);
      one.tables.add(table);
      const module = owners.get(tableKey(table)) ?? map.moduleOf(path);
      if (module !== undefined) one.modules.add(module);
    }
  }
  return [...found.values()]
    .filter(({ modules }) => modules.size > 1)
    .map(({ place, tables, modules }) => ({
      place,
      tables: [...tables].sort(),
      modules: [...modules].sort(),
    }));
}
