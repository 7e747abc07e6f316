/** The versions of read models in a module's schema: which is used, which is being made, how far each has come. */
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** `active`: what is read. `building`: being made anew beside it. `retired`: to be removed. */
export type VersionState = 'active' | 'building' | 'retired';

export interface VersionRow {
  readonly version: number;
  readonly revision: number;
  readonly state: VersionState;
  /** Everything up to here is in it. bigint, as text. */
  readonly position: string;
  readonly attempts: number;
}

/** Makes the first version, or the next one where the code has a higher revision than any. */
export async function ensureVersion(
  trx: QueryExecutorProvider,
  name: string,
  revision: number,
): Promise<void> {
  await sql`
    insert into read_model (name, version, revision, state)
    select ${name}, coalesce(max(version), 0) + 1, ${revision},
      case when bool_or(state = 'active') then 'building' else 'active' end
    from read_model where name = ${name} having coalesce(max(revision), 0) < ${revision}
    on conflict do nothing`.execute(trx);
}

/** Begins to make the model anew from the journal, with the code of the version that is used. Answers the new version. */
export async function beginRebuild(trx: QueryExecutorProvider, name: string): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    insert into read_model (name, version, revision, state)
    select name, (select max(version) + 1 from read_model where name = ${name}), revision, 'building'
    from read_model where name = ${name} and state = 'active'
      and not exists (select from read_model where name = ${name} and state = 'building')
    on conflict do nothing returning version`.execute(trx);
  return rows[0]?.version;
}

/** A version that has something to do and that nobody else has in hand, until the end of the transaction. */
export async function takeVersion(
  trx: QueryExecutorProvider,
  name: string,
  revision: number,
  state: VersionState,
): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select version, revision, state, position, attempts from read_model
    where name = ${name} and state = ${state} and (state = 'retired' or revision = ${revision})
      and next_attempt_at <= now()
    order by version limit 1 for update skip locked`.execute(trx);
  return rows[0];
}

export async function advance(
  trx: QueryExecutorProvider,
  name: string,
  version: number,
  position: string,
): Promise<void> {
  await sql`
    update read_model set position = ${position}::bigint, attempts = 0, last_error = null, updated_at = now()
    where name = ${name} and version = ${version}`.execute(trx);
}

/** Goes past events that are none of its business, up to the first that is. */
export async function passOver(
  trx: QueryExecutorProvider,
  name: string,
  { version, position }: VersionRow,
  types: readonly string[],
): Promise<void> {
  // One statement, and so one look at the journal.
  await sql`
    update read_model set position = seen.last, updated_at = now()
    from (select max(position) as last, bool_or(type = any(${types}::text[])) as has_ours
          from event_journal where position > ${position}::bigint) seen
    where name = ${name} and version = ${version} and seen.last is not null and not seen.has_ours`.execute(
    trx,
  );
}

export async function noteFailure(
  trx: QueryExecutorProvider,
  name: string,
  version: number,
  failure: { readonly error: string; readonly againInMs: number },
): Promise<void> {
  await sql`
    update read_model set attempts = attempts + 1, last_error = ${failure.error},
      next_attempt_at = now() + ${failure.againInMs}::float8 * interval '1 millisecond'
    where name = ${name} and version = ${version}`.execute(trx);
}

/** From now on this version is read. */
export async function activate(trx: QueryExecutorProvider, name: string, version: number): Promise<void> {
  await sql`
    update read_model set state = 'retired', updated_at = now() where name = ${name} and state = 'active'`.execute(
    trx,
  );
  await sql`
    update read_model set state = 'active', updated_at = now() where name = ${name} and version = ${version}`.execute(
    trx,
  );
}

export async function forgetVersion(
  trx: QueryExecutorProvider,
  name: string,
  version: number,
): Promise<void> {
  await sql`delete from read_model where name = ${name} and version = ${version}`.execute(trx);
}

export async function activeVersion(trx: QueryExecutorProvider, name: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from read_model where name = ${name} and state = 'active'`.execute(trx);
  // Before the first process has made it there is nothing to read, and no version has the number 0.
  return rows[0]?.version ?? 0;
}

export interface ModelState {
  readonly name: string;
  readonly version: number;
  readonly revision: number;
  readonly state: VersionState;
  /** Events of the journal that it has not come to yet. */
  readonly behind: number;
  /** Age in seconds of the oldest of them. */
  readonly lagSeconds: number;
  readonly lastError: string | null;
}

export async function statesOf(trx: QueryExecutorProvider): Promise<readonly ModelState[]> {
  const { rows } = await sql<ModelState>`
    select m.name, m.version, m.revision, m.state, waiting.behind::int as behind,
      coalesce(extract(epoch from now() - waiting.oldest), 0)::float8 as "lagSeconds", m.last_error as "lastError"
    from read_model m cross join lateral (
      select count(*) as behind, min(recorded_at) as oldest from event_journal where position > m.position) waiting
    order by m.name, m.version`.execute(trx);
  return rows;
}
