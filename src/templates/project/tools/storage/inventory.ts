/** What a module has in a database. */
import type { Client } from 'pg';
import { escapeIdentifier as name } from 'pg';

export interface Table {
  readonly name: string;
  /** Those that are stored as they were written: generated ones follow from them. */
  readonly columns: readonly string[];
  /** Primary key; empty without one. */
  readonly key: readonly string[];
  readonly kind: 'table' | 'partitioned' | 'foreign';
  readonly isLogged: boolean;
  readonly hasReplicaIdentity: boolean;
  readonly hasRowSecurity: boolean;
  readonly bytes: number;
  /** Tables of the schema that a row of it needs. */
  readonly needs: readonly string[];
}

const kinds: Readonly<Record<string, Table['kind']>> = {
  r: 'table',
  p: 'partitioned',
  f: 'foreign',
};

interface TableRow {
  name: string;
  columns: string[];
  key: string[];
  kind: string;
  logged: boolean;
  identity: string;
  secured: boolean;
  bytes: string;
  needs: string[];
}

/** The tables of a module, in the order of their names. Those in which its migrations are recorded stay where they are. */
export async function tablesOf(client: Client, schema: string): Promise<readonly Table[]> {
  const { rows } = await client.query<TableRow>(
    `select c.relname as name, c.relkind as kind, c.relpersistence = 'p' as logged, c.relreplident as identity,
       c.relrowsecurity as secured, pg_total_relation_size(c.oid) as bytes,
       array(select attname::text from pg_attribute
         where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attname) as columns,
       array(select attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
         where i.indrelid = c.oid and i.indisprimary order by attname) as key,
       array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid and f.relnamespace = c.relnamespace) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'f') and not c.relispartition
       and c.relname not in ('kysely_migration', 'kysely_migration_lock')
     order by c.relname`,
    [schema],
  );
  return rows.map((row) => ({
    name: row.name,
    columns: row.columns,
    key: row.key,
    kind: kinds[row.kind] ?? 'table',
    isLogged: row.logged,
    hasReplicaIdentity: row.identity === 'd' ? row.key.length > 0 : row.identity !== 'n',
    hasRowSecurity: row.secured,
    bytes: Number(row.bytes),
    needs: row.needs,
  }));
}

/** Tables that others need before those that need them; `undefined` when they need each other in a circle. */
export function inOrderOfNeed(tables: readonly Table[]): readonly Table[] | undefined {
  const done: Table[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const free = waiting.filter(({ needs }) =>
      needs.every((need) => done.some((table) => table.name === need)),
    );
    if (free.length === 0) return undefined;
    done.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return done;
}

/** Names of the migrations that have run. */
export async function migrationsIn(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from ${name(schema)}.kysely_migration order by name`,
  );
  return rows.map((row) => row.name);
}

/** What differs between the shapes of two sets of tables, in words. */
export function shapeDifferences(from: readonly Table[], to: readonly Table[]): readonly string[] {
  const named = (tables: readonly Table[]) =>
    new Map(tables.map((table) => [table.name, table.columns.join(', ')]));
  const [there, here] = [named(from), named(to)];
  return [...new Set([...there.keys(), ...here.keys()])].flatMap((table) => {
    const [first, second] = [there.get(table), here.get(table)];
    if (first === second) return [];
    if (second === undefined) return [`table ${table} is missing in the copy: run \`copy\` again`];
    if (first === undefined) return [`table ${table} is in the copy only`];
    return [`table ${table} has the columns ${first} in one, ${second} in the other`];
  });
}
