import { readdir, readFile } from 'node:fs/promises';
import { CompiledQuery, Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely';
import { Client } from 'pg';
import { SetupError } from '../errors/index.ts';
import type { Migrations } from '../module/index.ts';
import { quoteName, quoteText, roleOf } from './names.ts';
import { openPool } from './pool.ts';
import type { Pool } from './pool.ts';
import { provision } from './provision.ts';

/** The arbitrary number under which processes that start together take turns in one database. */
const turnLock = 6_021_023;
const lockWithinMs = 60_000;

/**
 * Makes the schema and the role of a module where they are missing, then runs its `*.sql` files that have not run,
 * as that role. Answers the names of the files that ran.
 */
export async function migrate(url: string, migrations: Migrations): Promise<string[]> {
  const client = await connect(url);
  try {
    await client.query(`set lock_timeout = ${lockWithinMs}; select pg_advisory_lock(${turnLock})`);
    await provision(client, migrations.schema);
    return await runFiles(url, migrations);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  // What is under way when the connection breaks is told; an event that nobody hears would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SetupError(`The database of DATABASE_URL cannot be used: ${reason}`, { cause });
  }
}

/** Names of a module's files that have not run in this database. */
export async function pendingMigrations(pool: Pool, migrations: Migrations): Promise<string[]> {
  const names = Object.keys(await new SqlFiles(migrations.directory).getMigrations()).sort();
  const table = `${quoteName(migrations.schema)}.kysely_migration`;
  const known = await pool.query<{ exists: boolean }>(
    `select to_regclass(${quoteText(table)}) is not null as exists`,
  );
  if (known.rows[0]?.exists !== true) return names;
  const done = await pool.query<{ name: string }>(`select name from ${table}`);
  const ran = new Set(done.rows.map(({ name }) => name));
  return names.filter((name) => !ran.has(name));
}

async function runFiles(url: string, { schema, directory }: Migrations): Promise<string[]> {
  const identity = `set role ${quoteName(roleOf(schema))}; set search_path = ${quoteName(schema)}`;
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: openPool({ url, size: 1 }),
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw(identity));
      },
    }),
  });
  try {
    const provider = new SqlFiles(directory);
    const migrator = new Migrator({ db, provider, migrationTableSchema: schema });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw explain(error, schema, results.find(({ status }) => status === 'Error')?.migrationName);
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}

function explain(error: unknown, schema: string, file: string | undefined): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const what = file === undefined ? `The migrations of ${schema}` : `Migration ${file}.sql of ${schema}`;
  return new Error(`${what} failed: ${reason}`, { cause: error });
}

/** Every `*.sql` of a folder, whole files in one transaction. There is no way down: a mistake is mended by the next file. */
class SqlFiles implements MigrationProvider {
  readonly #directory: URL;

  constructor(directory: URL) {
    this.#directory = new URL(directory.href.endsWith('/') ? directory.href : `${directory.href}/`);
  }

  async getMigrations(): Promise<Record<string, Migration>> {
    const files = (await readdir(this.#directory)).filter((name) => name.endsWith('.sql'));
    return Object.fromEntries(files.map((file) => [file.slice(0, -'.sql'.length), this.#migration(file)]));
  }

  #migration(file: string): Migration {
    return {
      up: async (db) => {
        await sql.raw(await readFile(new URL(file, this.#directory), 'utf8')).execute(db);
      },
    };
  }
}
