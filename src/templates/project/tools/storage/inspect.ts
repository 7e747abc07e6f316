/** What stands in the way of a move, and what has to be known about it. */
import { readdir } from 'node:fs/promises';
import type { Client } from 'pg';
import { decideHome } from '@shop/platform/storage';
import type { Home, Mark } from '@shop/platform/storage';
import { inOrderOfNeed, migrationsIn, tablesOf } from './inventory.ts';
import type { Table } from './inventory.ts';
import { markOf } from './marks.ts';
import { methodBetween } from './method.ts';
import type { Method } from './method.ts';
import type { Move, Place, Places } from './move.ts';

export interface Inspection {
  readonly marks: { readonly shared: Mark; readonly own: Mark };
  readonly home: Home;
  /** Of the shared database. */
  readonly tables: readonly Table[];
  /** From the shared database to the other. */
  readonly method: Method;
  /** With these there is no move. */
  readonly blockers: readonly string[];
  readonly notes: readonly string[];
}

export async function inspect(move: Move, places: Places): Promise<Inspection> {
  const { schema } = move;
  const { shared, own } = places;
  const marks = { shared: await markOf(shared, schema), own: await markOf(own, schema) };
  const home = decideHome(marks.shared, marks.own);
  const tables = await tablesOf(shared.client, schema);
  const method = await methodBetween(move, shared, own);
  const found = marks.shared.hasTables
    ? [
        ...(await sameDatabase(shared, own)),
        ...(await migrationsBehind(move, shared.client)),
        ...tables.flatMap((table) => troubleWith(table, schema, method)),
        ...circles(tables, method),
        ...(await ties(shared.client, schema)),
        ...stranger(marks.own, schema),
        ...(tables.length > 0 ? [] : ['the module has no tables']),
      ]
    : [`${schema} has no tables in the database of DATABASE_URL: there is nothing to move`];
  return { marks, home, tables, method, blockers: found, notes: await notesOn(shared.client, schema) };
}

async function sameDatabase(shared: Place, own: Place): Promise<readonly string[]> {
  const [first, second] = [await identityOf(shared), await identityOf(own)];
  return first === second ? ['both variables name the same database'] : [];
}

async function identityOf({ client, url }: Place): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  const byName = `${hostname}:${port}${pathname}`;
  // Not everybody may ask a server who it is.
  const { rows } = await client
    .query<{ identity: string }>(
      `select system_identifier || ' ' || current_database() as identity from pg_control_system()`,
    )
    .catch(() => ({ rows: [{ identity: byName }] }));
  return rows[0]?.identity ?? byName;
}

async function migrationsBehind({ schema, migrations }: Move, client: Client): Promise<readonly string[]> {
  const files = (await readdir(migrations.directory)).filter((file) => file.endsWith('.sql')).sort();
  const ran = await migrationsIn(client, schema);
  const same = files.map((file) => file.slice(0, -'.sql'.length)).join() === ran.join();
  if (same) return [];
  return [
    `the migrations in the database (${ran.join(', ')}) are not those of this checkout (${files.join(', ')}): migrate first, or check out what runs`,
  ];
}

function troubleWith(table: Table, schema: string, { kind }: Method): readonly string[] {
  const path = `${schema}.${table.name}`;
  if (table.kind !== 'table') return [`${path} is ${table.kind}: move it by hand, or make it a plain table`];
  return [
    ...(table.isLogged ? [] : [`${path} is unlogged: alter table ${path} set logged`]),
    ...(table.hasRowSecurity ? [`${path} has row security, which would hide rows from the copy`] : []),
    ...(kind === 'copy' || table.hasReplicaIdentity
      ? []
      : [
          `${path} has no primary key, and changes of its rows could not be told: add one in a migration, or as a last resort alter table ${path} replica identity full`,
        ]),
  ];
}

function circles(tables: readonly Table[], { kind }: Method): readonly string[] {
  return kind === 'replication' || inOrderOfNeed(tables)
    ? []
    : ['tables need each other in a circle of foreign keys'];
}

/** What ties the tables to others in the same database. */
async function ties(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ problem: string }>(
    `select format('%s.%s has a foreign key to %s.%s: drop it, and check for orphans instead', fn.nspname, f.relname, tn.nspname, t.relname) as problem
       from pg_constraint k
       join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
       join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
       where k.contype = 'f' and fn.nspname <> tn.nspname and $1 in (fn.nspname, tn.nspname)
     union
     select format('the view %s.%s reads %s.%s', vn.nspname, v.relname, $1::text, t.relname)
       from pg_depend d join pg_rewrite r on r.oid = d.objid
       join pg_class v on v.oid = r.ev_class join pg_namespace vn on vn.oid = v.relnamespace
       join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
       join pg_namespace tn on tn.oid = t.relnamespace
       where d.classid = 'pg_rewrite'::regclass and tn.nspname = $1 and vn.nspname <> $1
     union
     select format('the trigger %s of %s.%s also fires for replicated rows (enable always)', g.tgname, $1::text, t.relname)
       from pg_trigger g join pg_class t on t.oid = g.tgrelid join pg_namespace n on n.oid = t.relnamespace
       where n.nspname = $1 and g.tgenabled in ('A', 'R') and not g.tgisinternal
     order by 1`,
    [schema],
  );
  return rows.map(({ problem }) => problem);
}

function stranger({ state, hasTables }: Mark, schema: string): readonly string[] {
  return state === undefined && hasTables
    ? [
        `the module's own database already has tables of ${schema} that no move has made: a move begins with an empty database`,
      ]
    : [];
}

async function notesOn(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ note: string }>(
    `select format('%s may read or write %s.%s now, and has no access to the new database until it is given it there', grantee.rolname, n.nspname, c.relname) as note
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       cross join lateral aclexplode(c.relacl) as acl join pg_roles grantee on grantee.oid = acl.grantee
       where n.nspname = $1 and c.relkind in ('r', 'v', 'm') and acl.grantee <> c.relowner
     union
     select format('%s.%s is a materialised view: refresh it in the new database after the switch', n.nspname, c.relname)
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'm'
     order by 1`,
    [schema],
  );
  return rows.map(({ note }) => note);
}
