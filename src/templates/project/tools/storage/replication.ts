/** Logical replication of a module's tables from one database to the other, as Postgres does it. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { escapeIdentifier as name, escapeLiteral as text } from 'pg';
import type { Move, Place, Places } from './move.ts';

export interface Lane {
  readonly from: Place;
  readonly to: Place;
  readonly schema: string;
  /** Of the publication, the slot and the subscription. */
  readonly name: string;
}

/** `out`: from the shared database to the module's own. `back`: what is written there, kept in the old place too. */
export function laneOf({ schema, urls }: Move, { shared, own }: Places, direction: 'out' | 'back'): Lane {
  const [from, to] = direction === 'out' ? [shared, own] : [own, shared];
  // Slots belong to the whole server, on which there may be several copies of this project.
  const hash = createHash('sha256')
    .update(`${where(urls.shared)} ${where(urls.own)}`)
    .digest('hex')
    .slice(0, 8);
  return { from, to, schema, name: `storage_${schema.slice(0, 36)}_${direction}_${hash}` };
}

function where(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port}${pathname}`;
}

export interface LaneOptions {
  readonly tables: readonly string[];
  /** Whether what is there already is copied first. */
  readonly copy: boolean;
  readonly enabled: boolean;
}

/** Begins, or brings up to date what was begun. Where only a part of it is there, it begins anew. */
export async function startLane(lane: Lane, { tables, copy, enabled }: LaneOptions): Promise<void> {
  const { from, to, schema, name: lanes } = lane;
  const list = tables.map((table) => `${name(schema)}.${name(table)}`).join(', ');
  if ((await subscriptionOf(lane)) !== undefined) {
    await from.client.query(`alter publication ${name(lanes)} set table ${list}`);
    await to.client.query(`alter subscription ${name(lanes)} enable`);
    await to.client.query(`alter subscription ${name(lanes)} refresh publication with (copy_data = ${copy})`);
    return;
  }
  await stopLane(lane);
  await from.client.query(`create publication ${name(lanes)} for table ${list}`);
  // Made by itself: a subscription that makes the slot on its own server would wait for itself.
  await from.client.query(`select pg_create_logical_replication_slot($1, 'pgoutput')`, [lanes]);
  // As its owner, us: the role of the tables is fenced out of their schema. Before Postgres 16 it is so anyway.
  const asUs = (await versionOf(to)) >= 160_000 ? ', run_as_owner = true' : '';
  await to.client.query(
    `create subscription ${name(lanes)} connection ${text(from.reachAt)} publication ${name(lanes)}
     with (create_slot = false, slot_name = ${text(lanes)}, copy_data = ${copy}, enabled = ${enabled}${asUs})`,
  );
}

async function versionOf({ client }: Place): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return rows[0]?.version ?? 0;
}

export async function enableLane(lane: Lane): Promise<void> {
  if ((await subscriptionOf(lane)) !== undefined)
    await lane.to.client.query(`alter subscription ${name(lane.name)} enable`);
}

/** Ends it, and leaves nothing of it on either server: a slot that nobody reads fills the disk. */
export async function stopLane(lane: Lane): Promise<void> {
  const { from, to, name: lanes } = lane;
  const subscription = await subscriptionOf(lane);
  if (subscription !== undefined) {
    await to.client.query(`alter subscription ${name(lanes)} disable`);
    await to.client.query(`alter subscription ${name(lanes)} set (slot_name = none)`);
    await to.client.query(`drop subscription ${name(lanes)}`);
  }
  await dropSlots(from, lanes, `pg_${subscription?.oid ?? 'none'}_sync_`);
  await from.client.query(`drop publication if exists ${name(lanes)}`);
}

interface Subscription {
  readonly oid: string;
  readonly enabled: boolean;
}

async function subscriptionOf({ to, name: lanes }: Lane): Promise<Subscription | undefined> {
  const { rows } = await to.client.query<Subscription>(
    `select s.oid::text, subenabled as enabled from pg_subscription s join pg_database d on d.oid = subdbid
     where subname = $1 and datname = current_database()`,
    [lanes],
  );
  return rows[0];
}

export const isLaneThere = async (lane: Lane): Promise<boolean> => (await subscriptionOf(lane)) !== undefined;

const dropWithinMs = 10_000;

/** The lane's own, and those of first copies that were not complete. */
async function dropSlots({ client }: Place, own: string, ofCopies: string): Promise<void> {
  for (const end = performance.now() + dropWithinMs; ; await delay(50)) {
    const { rows } = await client.query<{ slot: string; pid: number | null }>(
      `select slot_name as slot, active_pid as pid from pg_replication_slots
       where database = current_database() and (slot_name = $1 or starts_with(slot_name, $2))`,
      [own, ofCopies],
    );
    if (rows.length === 0) return;
    for (const { slot, pid } of rows) {
      if (pid === null) await client.query('select pg_drop_replication_slot($1)', [slot]).catch(ignoreInUse);
      else await client.query('select pg_terminate_backend($1)', [pid]);
    }
    if (performance.now() > end)
      throw new Error(`The replication slot ${rows[0]?.slot} is in use and cannot be dropped; try again.`);
  }
}

/** object in use, undefined object: the one who used it has come back for a moment, or has dropped it itself */
function ignoreInUse(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== '55006' && code !== '42704') throw error;
}

export interface LaneState {
  /** Tables of which the first copy is not complete. */
  readonly copying: readonly string[];
  /** Bytes of the log that were written and are not there yet. */
  readonly behind: number;
  /** Failed attempts since it was begun; each is made again. */
  readonly errors: number;
  /** What keeps it from going on. */
  readonly trouble: readonly string[];
}

export async function stateOf(lane: Lane): Promise<LaneState | undefined> {
  const subscription = await subscriptionOf(lane);
  if (subscription === undefined) return undefined;
  const [copying, slot, errors] = await Promise.all([
    lane.to.client.query<{ name: string }>(
      `select relname as name from pg_subscription_rel join pg_class c on c.oid = srrelid
       where srsubid = $1 and srsubstate <> 'r' order by 1`,
      [subscription.oid],
    ),
    lane.from.client.query<{ behind: string; status: string; active: boolean }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn) as behind, wal_status as status, active
       from pg_replication_slots where slot_name = $1`,
      [lane.name],
    ),
    lane.to.client.query<{ errors: string }>(
      'select apply_error_count + sync_error_count as errors from pg_stat_subscription_stats where subid = $1',
      [subscription.oid],
    ),
  ]);
  const found = slot.rows[0];
  const failed = Number(errors.rows[0]?.errors ?? 0);
  const trouble = [
    ...(subscription.enabled ? [] : ['the subscription is disabled']),
    ...(found === undefined || found.status === 'lost'
      ? ['its slot is lost: `back`, then `copy` again']
      : []),
    ...(found?.active === false
      ? ['nobody reads the slot at this moment; see the log of the server that copies']
      : []),
    ...(failed > 0 ? [`${failed} errors so far; see the log of the server that copies`] : []),
  ];
  return {
    copying: copying.rows.map((row) => row.name),
    behind: Math.max(0, Number(found?.behind ?? 0)),
    errors: failed,
    trouble,
  };
}

/** Resolves when everything up to `position` has arrived; `false` when that was not within the time. */
export async function arrived({ from, name: lanes }: Lane, position: string, end: number): Promise<boolean> {
  for (; ; await delay(20)) {
    const { rows } = await from.client.query<{ there: boolean }>(
      'select confirmed_flush_lsn >= $2::pg_lsn as there from pg_replication_slots where slot_name = $1',
      [lanes, position],
    );
    if (rows[0]?.there === true) return true;
    if (performance.now() >= end) return false;
  }
}

/** Where the log is after all that was committed so far. */
export async function positionOf({ client }: Place): Promise<string> {
  const { rows } = await client.query<{ position: string }>(
    `select pg_logical_emit_message(true, 'storage', '')::text as position`,
  );
  return rows[0]?.position ?? '0/0';
}
