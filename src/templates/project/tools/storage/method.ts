/** How rows get from one database to the other. */
import type { Move, Place } from './move.ts';

export interface Method {
  /** `replication`: while they are written. `copy`: while nobody can write. */
  readonly kind: 'replication' | 'copy';
  /** Why not replication. */
  readonly because: readonly string[];
}

/** Logical replication where both servers allow it, COPY elsewhere. */
export async function methodBetween({ method }: Move, from: Place, to: Place): Promise<Method> {
  const because = [...(await missingAtSource(from)), ...(await missingAtTarget(to))];
  if (method === 'copy') return { kind: 'copy', because: ['STORAGE_METHOD says so'] };
  // Providers have rights of their own that say the same: then the user says that it can be.
  if (method === 'replication' || because.length === 0) return { kind: 'replication', because: [] };
  return { kind: 'copy', because };
}

async function missingAtSource({ client, title }: Place): Promise<readonly string[]> {
  const { rows } = await client.query<{ level: string; may: boolean; free: number; senders: number }>(
    `select current_setting('wal_level') as level,
       (select rolsuper or rolreplication from pg_roles where rolname = current_user) as may,
       current_setting('max_replication_slots')::int - (select count(*) from pg_replication_slots)::int as free,
       current_setting('max_wal_senders')::int as senders`,
  );
  const [row] = rows;
  if (row === undefined) return [];
  return [
    ...(row.level === 'logical' ? [] : [`wal_level of the server of ${title} is ${row.level}, not logical`]),
    ...(row.may ? [] : [`the user of ${title} may not replicate: alter role … replication`]),
    ...(row.free >= 3 ? [] : [`the server of ${title} has fewer than 3 replication slots left`]),
    ...(row.senders > 0 ? [] : [`max_wal_senders of the server of ${title} is 0`]),
  ];
}

async function missingAtTarget({ client, title }: Place): Promise<readonly string[]> {
  const { rows } = await client.query<{ may: boolean; workers: number }>(
    `select (select rolsuper from pg_roles where rolname = current_user)
         or exists (select from pg_roles where rolname = 'pg_create_subscription' and pg_has_role(oid, 'member')) as may,
       current_setting('max_logical_replication_workers')::int as workers`,
  );
  const [row] = rows;
  if (row === undefined) return [];
  return [
    ...(row.may
      ? []
      : [
          `the user of ${title} may not subscribe: grant pg_create_subscription (before Postgres 16, a superuser)`,
        ]),
    ...(row.workers > 0 ? [] : [`max_logical_replication_workers of the server of ${title} is 0`]),
  ];
}
