/** Rows from one database to another by COPY, for servers that cannot replicate. */
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { escapeIdentifier as name } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { SetupError } from '@shop/platform/errors';
import { inOrderOfNeed } from './inventory.ts';
import type { Table } from './inventory.ts';

export interface CopyTables {
  readonly from: Client;
  readonly to: Client;
  readonly schema: string;
  readonly role: string;
  readonly tables: readonly Table[];
}

/** Both in a transaction of their own; the rows of `to` are replaced. No trigger of the module's takes part. */
export async function copyTables({ from, to, schema, role, tables }: CopyTables): Promise<void> {
  const ordered = inOrderOfNeed(tables);
  if (ordered === undefined) throw new SetupError(`Tables of ${schema} need each other in a circle.`);
  const paths = ordered.map((table) => `${name(schema)}.${name(table.name)}`);
  // Foreign keys are checked as the role, which is fenced out. Nobody else sees this before the commit, and then it is over.
  await to.query(`grant usage on schema ${name(schema)} to ${name(role)}`);
  await setTriggers(to, paths, 'disable');
  await to.query(`truncate ${paths.join(', ')}`);
  for (const table of ordered) await copyTable(from, to, schema, table);
  await setTriggers(to, paths, 'enable');
  await to.query(`revoke usage on schema ${name(schema)} from ${name(role)}`);
}

async function copyTable(from: Client, to: Client, schema: string, table: Table): Promise<void> {
  const columns = table.columns.map(name).join(', ');
  const path = `${name(schema)}.${name(table.name)}`;
  await pipeline(
    from.query(copyTo(`copy (select ${columns} from ${path}) to stdout`)),
    to.query(copyFrom(`copy ${path} (${columns}) from stdin`)),
  );
}

async function setTriggers(
  client: Client,
  paths: readonly string[],
  what: 'enable' | 'disable',
): Promise<void> {
  await client.query(paths.map((path) => `alter table ${path} ${what} trigger user;`).join(' '));
}
