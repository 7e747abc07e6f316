/**
 * Makes another database the home of the module's tables. Until the fence is committed in the old one, nothing has
 * happened: whoever is cut off before, loses the lock, and everybody goes on writing there. After it, all that remains is
 * to open the new one, and it can be done again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { escapeIdentifier as name } from 'pg';
import { compareTable } from './compare.ts';
import { copyTables } from './copy-tables.ts';
import { migrationsIn, shapeDifferences, tablesOf } from './inventory.ts';
import type { Table } from './inventory.ts';
import { fence, inTransaction, setMark, unfence } from './marks.ts';
import { connectTo, roleFor } from './move.ts';
import type { Move, Place } from './move.ts';
import { arrived, enableLane, positionOf, startLane, stopLane } from './replication.ts';
import type { Lane } from './replication.ts';
import { carrySequences } from './sequences.ts';

export interface HandOver {
  readonly from: Place;
  readonly to: Place;
  /** What brings the rows while they are written; without it, they are copied while nobody can write. */
  readonly lane: Lane | undefined;
  /** Keeps the old place up to date from then on. */
  readonly wayBack: Lane | undefined;
}

/** The new place is not as it should be, or time is up: everybody goes on in the old one. */
export class CalledOff extends Error {
  override readonly name = 'CalledOff';
}

/** @throws {CalledOff} */
export async function handOver(move: Move, hand: HandOver): Promise<void> {
  const { from, wayBack } = hand;
  const client = await connectTo(from.url);
  try {
    await client.query('begin');
    const tables = await lockTables(client, move);
    const locked = performance.now();
    await move.onStage?.('locked');
    await bringOver(move, hand, { client, tables, end: locked + move.stopWithinMs });
    if (wayBack !== undefined) await prepareWayBack(wayBack, tables);
    await move.onStage?.('way-back-ready');
    if (performance.now() - locked > move.stopWithinMs) throw tooLong(move);
    await fence(client, { schema: move.schema, role: roleFor(move), tables: namesOf(tables) });
    await setMark(client, move.schema, 'gone', wayBack !== undefined);
    await client.query('commit');
    await move.onStage?.('fenced');
    await complete(move, hand);
    move.say(`Nobody could write for ${Math.round(performance.now() - locked)} ms.`);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** What is left to be done once the old place is fenced. May be done again. */
export async function complete(move: Move, { from, to, lane, wayBack }: HandOver): Promise<void> {
  const { schema } = move;
  // First, or what the way back writes to the old place would come here again.
  if (lane !== undefined) await stopLane(lane);
  if (wayBack !== undefined) await enableLane(wayBack);
  await move.onStage?.('let-go');
  const tables = namesOf(await tablesOf(to.client, schema));
  await inTransaction(to.client, async () => {
    await unfence(to.client, { schema, role: roleFor(move), tables });
    await setMark(to.client, schema, 'home', wayBack !== undefined);
  });
  move.say(`${schema} is at home in the database of ${to.title}, and no longer in that of ${from.title}.`);
  await move.onStage?.('open');
}

const lockAttempts = 40;
/** Whoever comes while we wait, waits behind us, and whoever has one table and wants the next waits for us. */
const lockWithinMs = 300;
const lockPauseMs = 500;
const lockNotAvailable = '55P03';

/** Waits for transactions that have written, and keeps out those that want to. Reads go on. */
async function lockTables(client: Client, { schema, say }: Move): Promise<readonly Table[]> {
  for (let attempt = 1; ; attempt++) {
    const tables = await tablesOf(client, schema);
    const paths = tables.map((table) => `${name(schema)}.${name(table.name)}`).join(', ');
    try {
      await client.query(`set local lock_timeout = ${lockWithinMs}; savepoint before_lock`);
      await client.query(`lock table ${paths} in share row exclusive mode`);
      return tables;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === lockNotAvailable)) throw error;
      if (attempt === lockAttempts)
        throw new CalledOff(`a transaction writes to ${schema} and does not end; see pg_stat_activity`);
      await client.query('rollback to before_lock');
      if (attempt === 1) say('Transactions are writing; waiting for a moment without.');
      await delay(lockPauseMs);
    }
  }
}

interface Locked {
  /** Holds the lock on the tables of the old place. */
  readonly client: Client;
  readonly tables: readonly Table[];
  /** By the clock of `performance`. */
  readonly end: number;
}

/** Everything that is in the old place is in the new one: rows, and where sequences stand. */
async function bringOver(move: Move, { from, to, lane }: HandOver, locked: Locked): Promise<void> {
  const { client, tables, end } = locked;
  const { schema } = move;
  if (lane === undefined) {
    await inTransaction(to.client, async () => {
      await requireSameShape(move, client, to.client, tables);
      await copyTables({ from: client, to: to.client, schema, role: roleFor(move), tables });
      await requireSameRows(move, client, to.client, tables);
    });
  } else {
    if (!(await arrived(lane, await positionOf(from), end))) throw tooLong(move);
    await move.onStage?.('caught-up');
    await requireSameShape(move, client, to.client, tables);
    await requireSameRows(move, client, to.client, tables);
  }
  const carried = await carrySequences(client, to.client, schema);
  move.say(`${tables.length} tables are the same on both sides; ${carried} sequences carried over.`);
  await move.onStage?.('checked');
}

async function requireSameShape(
  { schema }: Move,
  from: Client,
  to: Client,
  tables: readonly Table[],
): Promise<void> {
  const [there, here] = [await migrationsIn(from, schema), await migrationsIn(to, schema)];
  const shapes = shapeDifferences(tables, await tablesOf(to, schema));
  if (there.join() !== here.join())
    throw new CalledOff(
      `other migrations have run there (${there.join(', ')}) than here (${here.join(', ')})`,
    );
  if (shapes.length > 0) throw new CalledOff(shapes.join('; '));
}

async function requireSameRows(
  { schema }: Move,
  from: Client,
  to: Client,
  tables: readonly Table[],
): Promise<void> {
  for (const table of tables) {
    const { different } = await compareTable(from, to, schema, table);
    if (different.length > 0) throw new CalledOff(`the rows of ${schema}.${table.name} are not the same`);
  }
}

/** Made, and not begun: should we be cut off now, what it would carry to the old place is older than what is there. */
async function prepareWayBack(wayBack: Lane, tables: readonly Table[]): Promise<void> {
  await stopLane(wayBack);
  await startLane(wayBack, { tables: namesOf(tables), copy: false, enabled: false });
}

const namesOf = (tables: readonly Table[]): readonly string[] => tables.map((table) => table.name);

const tooLong = ({ stopWithinMs }: Move): CalledOff =>
  new CalledOff(
    `nobody could write for ${stopWithinMs / 1_000} s: take a quieter hour, or allow more with --within <seconds>`,
  );
