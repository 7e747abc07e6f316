import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { SetupError } from '../errors/index.ts';
import { quoteName, roleOf } from './names.ts';

/** Roles belong to the whole server: another database's start may be at the same one at the same moment. */
const raceCodes = new Set(['42710', '23505', 'XX000']);
const insufficientPrivilege = '42501';
const tries = 5;

/** Makes the schema of a module, and the role that alone may touch it, where they are missing. */
export async function provision(client: Client, schema: string): Promise<void> {
  const role = roleOf(schema);
  try {
    await retryRaces(() => ensureRole(client, role));
    await client.query(`create schema if not exists ${quoteName(schema)} authorization ${quoteName(role)}`);
  } catch (error) {
    throw codeOf(error) === insufficientPrivilege ? await missingRights(client, schema, error) : error;
  }
}

async function ensureRole(client: Client, role: string): Promise<void> {
  const found = await client.query('select from pg_roles where rolname = $1', [role]);
  if (found.rowCount === 0) await client.query(`create role ${quoteName(role)} nologin`);
  // Since Postgres 16 the maker of a role may not become it without having been granted it.
  const member = await client.query<{ yes: boolean }>(
    `select exists (select from pg_auth_members where roleid = $1::regrole and member = current_user::regrole
       and coalesce((to_jsonb(pg_auth_members) ->> 'set_option')::boolean, true)) as yes`,
    [quoteName(role)],
  );
  if (member.rows[0]?.yes !== true) await client.query(`grant ${quoteName(role)} to current_user`);
}

async function retryRaces(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries || !raceCodes.has(codeOf(error))) throw error;
      await delay(20 * attempt);
    }
  }
}

async function missingRights(client: Client, schema: string, cause: unknown): Promise<Error> {
  const who = await client.query<{ user: string; database: string }>(
    'select current_user as user, current_database() as database',
  );
  const { user = '?', database = '?' } = who.rows[0] ?? {};
  return new SetupError(
    `The database user "${user}" may not make the schema "${schema}" or its role "${roleOf(schema)}". Let an administrator run:\n` +
      `  alter role ${quoteName(user)} createrole;\n  grant create on database ${quoteName(database)} to ${quoteName(user)};`,
    { cause },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
