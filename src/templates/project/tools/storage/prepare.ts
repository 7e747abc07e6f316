/** Makes the module's tables in the database that they are to move to: empty, and fenced. */
import { migrate } from '@shop/platform/db';
import { escapeIdentifier as name } from 'pg';
import { cloneTable } from './clone-table.ts';
import { tablesOf } from './inventory.ts';
import type { Table } from './inventory.ts';
import { beginMark, fence, inTransaction, unfence } from './marks.ts';
import { roleFor } from './move.ts';
import type { Move, Place } from './move.ts';

export async function prepareTarget(
  { schema, migrations, ...move }: Move,
  from: Place,
  to: Place,
  id: string,
): Promise<readonly Table[]> {
  const { client } = to;
  const role = roleFor({ schema });
  // Before anything else: whoever starts over this database from now on is refused.
  await beginMark(client, schema, 'filling', id);
  const before = (await tablesOf(client, schema)).map((table) => table.name);
  if (before.length > 0) await unfence(client, { schema, role, tables: before });
  await migrate(move.urls[to.name], { schema, directory: migrations.directory });
  const wanted = await tablesOf(from.client, schema);
  await inTransaction(client, async () => {
    await client.query(`grant usage, create on schema ${name(schema)} to current_user`);
    const made = new Set((await tablesOf(client, schema)).map((table) => table.name));
    for (const { name: table } of wanted)
      if (!made.has(table)) await cloneTable(from.client, client, { schema, table, role });
    const tables = wanted.map((table) => table.name);
    // What migrations write, the copy brings.
    await client.query(
      `truncate ${tables.map((table) => `${name(schema)}.${name(table)}`).join(', ')} restart identity`,
    );
    await fence(client, { schema, role, tables });
  });
  return wanted;
}

/** Adds to a copy that is under way the tables that came since; the rest stays as it is. */
export async function addNewTables({ schema }: Move, from: Place, to: Place): Promise<readonly Table[]> {
  const { client } = to;
  const role = roleFor({ schema });
  const wanted = await tablesOf(from.client, schema);
  await inTransaction(client, async () => {
    const made = new Set((await tablesOf(client, schema)).map((table) => table.name));
    const missing = wanted.map((table) => table.name).filter((table) => !made.has(table));
    if (missing.length === 0) return;
    await client.query(`grant usage, create on schema ${name(schema)} to current_user`);
    for (const table of missing) await cloneTable(from.client, client, { schema, table, role });
    await fence(client, { schema, role, tables: missing });
  });
  return wanted;
}
