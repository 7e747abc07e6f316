/** What both databases say of the module, and the fence around tables that are not to be used. */
import type { Client } from 'pg';
import { escapeIdentifier as name, escapeLiteral as text } from 'pg';
import { fencedState, readMark } from '@shop/platform/storage';
import type { Mark, PlaceState } from '@shop/platform/storage';
import type { Place } from './move.ts';

const trigger = 'storage_moves_fence';

/** Makes what a move needs in a database, where it is missing. */
export async function install({ client }: Place): Promise<void> {
  await client.query(`
    create schema if not exists storage_moves;
    grant usage on schema storage_moves to public;
    create table if not exists storage_moves.place (
      schema_name text primary key,
      state text not null check (state in ('home', 'filling', 'gone')),
      -- From the first copy until the way back is given up.
      moving boolean not null,
      -- The same in both databases.
      move_id uuid not null,
      changed_at timestamptz not null default now()
    );
    grant select on storage_moves.place to public;
    create or replace function storage_moves.refuse() returns trigger language plpgsql as $$
      begin
        raise exception using errcode = ${text(fencedState)},
          message = format('the tables of %s are not to be written here: they have moved, or are being copied', tg_table_schema),
          hint = format('npm run storage -- plan %s', tg_table_schema);
      end $$`);
}

export const markOf = ({ client }: Place, schema: string): Promise<Mark> => readMark(client, schema);

/** The first mark of a move, in place of that of an earlier one. */
export async function beginMark(
  client: Client,
  schema: string,
  state: PlaceState,
  move: string,
): Promise<void> {
  await client.query(
    `insert into storage_moves.place (schema_name, state, moving, move_id) values ($1, $2, true, $3)
     on conflict (schema_name) do update
       set state = excluded.state, moving = true, move_id = excluded.move_id, changed_at = now()`,
    [schema, state, move],
  );
}

export async function setMark(
  client: Client,
  schema: string,
  state: PlaceState,
  moving: boolean,
): Promise<void> {
  await client.query(
    'update storage_moves.place set state = $2, moving = $3, changed_at = now() where schema_name = $1',
    [schema, state, moving],
  );
}

export interface Fenced {
  readonly schema: string;
  readonly role: string;
  readonly tables: readonly string[];
}

/**
 * Shuts everybody out. Reads, since the role no longer finds the schema; writes, whoever sends them, since a trigger
 * refuses each of them. What replication brings fires no trigger.
 */
export async function fence(client: Client, { schema, role, tables }: Fenced): Promise<void> {
  const triggers = tables.map(
    (table) => `
      create or replace trigger ${trigger} before insert or update or delete or truncate
        on ${name(schema)}.${name(table)} for each statement execute function storage_moves.refuse();`,
  );
  await client.query(`
    ${triggers.join('')}
    grant usage on schema ${name(schema)} to current_user;
    revoke all on schema ${name(schema)} from ${name(role)}`);
}

export async function unfence(client: Client, { schema, role, tables }: Fenced): Promise<void> {
  const triggers = tables.map(
    (table) => `drop trigger if exists ${trigger} on ${name(schema)}.${name(table)};`,
  );
  await client.query(`${triggers.join('')} grant all on schema ${name(schema)} to ${name(role)}`);
}

/** Commits what `work` does, or nothing of it. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
