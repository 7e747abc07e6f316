import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate, moduleDatabase, openPool } from '../db/index.ts';
import type { Database, Pool } from '../db/index.ts';
import { quoteName, quoteText } from '../db/names.ts';
import type { Migrations } from '../module/index.ts';
import { projectName } from '../project.ts';
import { testServerUrl } from './server.ts';

/** A database of its own for one suite. */
export interface TestDatabase<Tables> {
  /** The module's schema, as the module sees it. */
  readonly database: Database<Tables>;
  readonly pool: Pool;
  readonly url: string;
  /** Drops it. */
  close(): Promise<void>;
}

/** A fresh database with the tables of one module. */
export async function testDatabase<Tables>(migrations: Migrations): Promise<TestDatabase<Tables>> {
  const { url, drop } = await createDatabase();
  await migrate(url, migrations);
  const pool = openPool({ url });
  return {
    database: moduleDatabase<Tables>(pool, migrations.schema),
    pool,
    url,
    close: async () => {
      await pool.end();
      await drop();
    },
  };
}

/** An empty database on the server of the test run. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `${prefixOf(process.ppid)}${randomBytes(6).toString('hex')}`;
  await onServer(testServerUrl(), (client) => client.query(`create database ${quoteName(name)}`));
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(testServerUrl(), (client) => dropDatabase(client, name)) };
}

/** Drops what suites that were cut off have left; called by the process that started them. */
export async function dropLeftovers(server: string): Promise<void> {
  await onServer(server, async (client) => {
    const pattern = quoteText(`${prefixOf(process.pid).replaceAll('_', '\\_')}%`);
    const found = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like ${pattern}`,
    );
    for (const { datname } of found.rows) await dropDatabase(client, datname);
  });
}

const prefixOf = (run: number): string => `${projectName}_test_${run}_`;

async function dropDatabase(client: Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${quoteName(name)} with (force)`);
}

async function onServer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
