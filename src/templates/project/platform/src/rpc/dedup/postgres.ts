/** In the service's own schema: survives a crash, and holds for all replicas together. */
import { sql } from 'kysely';
import type { Database } from '../../db/index.ts';
import type { Claim, DedupId, DedupStore } from './store.ts';
import { keptForMs } from './store.ts';

interface RpcIdempotencyTable {
  principal: string;
  method: string;
  key: string;
  fingerprint: string;
  state: 'running' | 'done';
  status: number | null;
  content_type: string | null;
  body: string | null;
  lease_until: Date;
  created_at: Date;
}

/** The table of the store, for a `Database` of the service's own schema. */
export interface DedupTables {
  rpc_idempotency: RpcIdempotencyTable;
}

/** How many claims pass between two removals of what is older than a day. */
const claimsPerCleanup = 500;

/** Makes its table at the first claim. */
export function postgresDedup(database: Database<DedupTables>): DedupStore {
  let claims = 0;
  let table: Promise<void> | undefined;
  const withTable = (): Promise<void> =>
    (table ??= createTable(database).catch((error: unknown) => {
      table = undefined;
      throw error;
    }));
  return {
    durable: true,
    claim: async (id, fingerprint, leaseMs) => {
      await withTable();
      if (claims++ % claimsPerCleanup === 0) await forgetOld(database);
      return claim(database, id, fingerprint, leaseMs);
    },
    record: ({ principal, method, key }, { status, contentType = null, body }) =>
      database.transaction(async (trx) => {
        await trx
          .updateTable('rpc_idempotency')
          .set({ state: 'done', status, content_type: contentType, body })
          .where((eb) => eb.and({ principal, method, key }))
          .execute();
      }),
    release: ({ principal, method, key }) =>
      database.transaction(async (trx) => {
        await trx
          .deleteFrom('rpc_idempotency')
          .where((eb) => eb.and({ principal, method, key, state: 'running' }))
          .execute();
      }),
    abandon: ({ principal, method, key }) =>
      database.transaction(async (trx) => {
        await trx
          .updateTable('rpc_idempotency')
          .set({ lease_until: sql<Date>`now()` })
          .where((eb) => eb.and({ principal, method, key, state: 'running' }))
          .execute();
      }),
  };
}

/** Not a migration of the module: the table belongs to the calls, and comes and goes with the service's own process. */
async function createTable(database: Database<DedupTables>): Promise<void> {
  await database.transaction(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('rpc_idempotency'))`.execute(trx);
    await sql`
      create table if not exists rpc_idempotency (
        principal text not null,
        method text not null,
        key text not null,
        fingerprint text not null,
        state text not null check (state in ('running', 'done')),
        status integer,
        content_type text,
        body text,
        lease_until timestamptz not null,
        created_at timestamptz not null default now(),
        primary key (principal, method, key)
      )`.execute(trx);
    await sql`create index if not exists rpc_idempotency_created_at on rpc_idempotency (created_at)`.execute(
      trx,
    );
  });
}

/** Insert first: to look and then insert would let two callers through. Committed before the work begins. */
function claim(
  database: Database<DedupTables>,
  id: DedupId,
  fingerprint: string,
  leaseMs: number,
): Promise<Claim> {
  return database.transaction(async (trx) => {
    const inserted = await trx
      .insertInto('rpc_idempotency')
      .values({
        ...id,
        fingerprint,
        state: 'running',
        lease_until: later(leaseMs),
        created_at: sql<Date>`now()`,
      })
      .onConflict((conflict) => conflict.columns(['principal', 'method', 'key']).doNothing())
      .returning('key')
      .execute();
    if (inserted.length > 0) return { state: 'claimed' };
    const { principal, method, key } = id;
    const found = await trx
      .selectFrom('rpc_idempotency')
      .select(['fingerprint', 'state', 'status', 'content_type', 'body'])
      .select(sql<boolean>`lease_until > now()`.as('leased'))
      .where((eb) => eb.and({ principal, method, key }))
      .executeTakeFirst();
    return found === undefined ? { state: 'in-progress' } : judge(found, fingerprint);
  });
}

type Found = Pick<RpcIdempotencyTable, 'fingerprint' | 'state' | 'status' | 'content_type' | 'body'> & {
  leased: boolean;
};

function judge(found: Found, fingerprint: string): Claim {
  if (found.fingerprint !== fingerprint) return { state: 'key-reused' };
  if (found.state !== 'done' || found.status === null)
    return { state: found.leased ? 'in-progress' : 'outcome-unknown' };
  const { status, content_type, body } = found;
  return { state: 'done', answer: { status, contentType: content_type ?? undefined, body: body ?? '' } };
}

async function forgetOld(database: Database<DedupTables>): Promise<void> {
  await database.transaction(async (trx) => {
    await trx.deleteFrom('rpc_idempotency').where('created_at', '<', later(-keptForMs)).execute();
  });
}

function later(ms: number): ReturnType<typeof sql<Date>> {
  return sql<Date>`now() + ${ms}::float8 * interval '1 millisecond'`;
}
