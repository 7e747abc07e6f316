/** The steps of a move, in their order, and the way back from each. Each can be cut off, and called again. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { escapeIdentifier as name } from 'pg';
import { ownUrlVariable } from '@shop/platform/storage';
import { compareTable } from './compare.ts';
import { complete, handOver } from './hand-over.ts';
import { inspect } from './inspect.ts';
import type { Inspection } from './inspect.ts';
import { tablesOf } from './inventory.ts';
import type { Table } from './inventory.ts';
import { beginMark, fence, inTransaction, install, markOf, setMark } from './marks.ts';
import { methodBetween } from './method.ts';
import { roleFor } from './move.ts';
import type { Move, Places } from './move.ts';
import { addNewTables, prepareTarget } from './prepare.ts';
import { arrived, isLaneThere, laneOf, positionOf, startLane, stateOf, stopLane } from './replication.ts';
import type { Lane } from './replication.ts';

/** `false`: it was not done, and what was said says why. */
export type Step = (move: Move, places: Places) => Promise<boolean>;

/** Says where things stand, what would be moved, and what stands in the way. Changes nothing. */
export const plan: Step = async (move, places) => {
  const found = await inspect(move, places);
  sayWhere(move, places, found);
  if (found.home !== 'shared') return true;
  const bytes = found.tables.reduce((sum, table) => sum + table.bytes, 0);
  move.say(`Tables: ${found.tables.map((table) => table.name).join(', ')}; ${megabytes(bytes)}.`);
  sayMethod(move, found);
  for (const note of found.notes) move.say(`Note: ${note}.`);
  if (sayBlockers(move, found)) return false;
  const copying = await isLaneThere(laneOf(move, places, 'out'));
  move.say(copying ? next(move, 'check', 'switch') : next(move, 'copy'));
  return true;
};

/** Makes the tables in the new database and begins to fill them. Nothing changes for anybody. */
export const copy: Step = async (move, places) => {
  const found = await inspect(move, places);
  if (found.home !== 'shared') return wrongHome(move, places, found);
  sayMethod(move, found);
  if (sayBlockers(move, found)) return false;
  const { schema } = move;
  const { shared, own } = places;
  await install(shared);
  await install(own);
  const lane = laneOf(move, places, 'out');
  const isThere = await isLaneThere(lane);
  const tables = isThere ? await addNewTables(move, shared, own) : await begin(move, places);
  if (found.method.kind === 'copy') {
    move.say(`The tables are made in ${own.title}. They are filled at the switch.`);
  } else {
    const names = tables.map((table) => table.name);
    await startLane(lane, { tables: names, copy: true, enabled: true });
    if (!(await untilCopied(move, lane))) return false;
    for (const table of names) await own.client.query(`analyze ${name(schema)}.${name(table)}`);
    move.say('Everything is copied, and what is written from now on follows.');
  }
  move.say(next(move, 'check', 'switch'));
  return true;
};

async function begin(move: Move, { shared, own }: Places): Promise<readonly Table[]> {
  const id = randomUUID();
  // From now on no migration changes the tables.
  await beginMark(shared.client, move.schema, 'home', id);
  return prepareTarget(move, shared, own, id);
}

/** Whether the copy is the same as what is in use, while it is in use. */
export const check: Step = async (move, places) => {
  const found = await inspect(move, places);
  const fromOwn = found.home === 'own';
  const lane = laneOf(move, places, fromOwn ? 'back' : 'out');
  sayWhere(move, places, found);
  const state = await stateOf(lane);
  if (state === undefined) {
    move.say('Nothing follows what is written, so there is nothing to check before a switch.');
    return found.method.kind === 'copy' && found.home === 'shared' && !sayBlockers(move, found);
  }
  for (const trouble of state.trouble) move.say(`Trouble: ${trouble}.`);
  for (const table of state.copying) move.say(`${table}: the first copy is not complete.`);
  move.say(`${megabytes(state.behind)} of the log are to follow.`);
  if (state.copying.length > 0) return false;
  const started = performance.now();
  let same = true;
  for (const table of await tablesOf(lane.from.client, move.schema))
    same = (await checkTable(move, lane, table)) && same;
  move.say(
    `Compared in ${Math.round(performance.now() - started)} ms; a switch compares once more while nobody writes.`,
  );
  return same;
};

/** Makes the new database the home. */
export const switchOver: Step = async (move, places) => {
  const found = await inspect(move, places);
  const { shared, own } = places;
  const [lane, wayBack] = [laneOf(move, places, 'out'), laneOf(move, places, 'back')];
  if (found.home === 'neither') {
    const follows = await isLaneThere(wayBack);
    await complete(move, { from: shared, to: own, lane, wayBack: follows ? wayBack : undefined });
    return true;
  }
  if (found.home !== 'shared') return wrongHome(move, places, found);
  if (sayBlockers(move, found)) return false;
  if (found.marks.own.state !== 'filling') return refuse(move, 'Nothing is prepared.', 'copy');
  const follows = await isLaneThere(lane);
  if (follows && !(await isFollowing(move, lane))) return false;
  if (!follows && found.method.kind === 'replication') return refuse(move, 'The copy was not begun.', 'copy');
  const back = await methodBetween(move, own, shared);
  if (back.kind === 'copy') {
    move.say(`The way back will copy while nobody can write: ${back.because.join('; ')}.`);
    // What a switch that was cut off has left.
    await stopLane(wayBack);
  }
  await handOver(move, {
    from: shared,
    to: own,
    lane: follows ? lane : undefined,
    wayBack: back.kind === 'replication' ? wayBack : undefined,
  });
  move.say(`\`back\` takes it back with all that is written from now on; \`finish\` gives that up.`);
  return true;
};

/** Undoes whatever was done, with all that was written since. */
export const back: Step = async (move, places) => {
  const found = await inspect(move, places);
  const { shared, own } = places;
  const [lane, wayBack] = [laneOf(move, places, 'out'), laneOf(move, places, 'back')];
  if (found.home === 'own') {
    const id = moveOf(found);
    if (id === undefined) return refuse(move, neverMoved(move, places));
    const follows = await isLaneThere(wayBack);
    if (follows && !(await isFollowing(move, wayBack))) return false;
    if (!follows) await prepareTarget(move, own, shared, id);
    await handOver(move, { from: own, to: shared, lane: follows ? wayBack : undefined, wayBack: undefined });
  } else if (found.home === 'neither') {
    // Whichever way it was cut off, both have everything, and nobody has written since.
    await complete(move, { from: own, to: shared, lane: wayBack, wayBack: undefined });
  } else if (found.home !== 'shared') return wrongHome(move, places, found);
  await giveUpCopy(move, places, [lane, wayBack]);
  return true;
};

/** Gives up the way back: nothing follows any more, and migrations may run again. */
export const finish: Step = async (move, places) => {
  const found = await inspect(move, places);
  if (found.home !== 'own') return wrongHome(move, places, found);
  if (moveOf(found) === undefined) return refuse(move, neverMoved(move, places));
  const { schema } = move;
  await stopLane(laneOf(move, places, 'back'));
  await setMark(places.shared.client, schema, 'gone', false);
  await setMark(places.own.client, schema, 'home', false);
  move.say(
    `Done. The old tables are still in ${places.shared.title}, fenced and from now on out of date: drop them when nobody wants to compare (drop schema ${name(schema)} cascade).`,
  );
  move.say(
    `A process with nothing but ${schema} may now have the new database as its DATABASE_URL; others keep ${ownUrlVariable(schema)}.`,
  );
  return true;
};

const copyLookMs = 250;
/** The servers make each attempt again, for ever; we do not wait for ever. */
const failuresAtMost = 5;

/** Resolves when the first copy is complete; `false` when it fails again and again. */
async function untilCopied(move: Move, lane: Lane): Promise<boolean> {
  const before = (await stateOf(lane))?.errors ?? 0;
  for (let said = ''; ; await delay(copyLookMs)) {
    const state = await stateOf(lane);
    if (state === undefined || state.copying.length === 0) return state !== undefined;
    if (state.errors - before > failuresAtMost)
      return refuse(move, `The copy fails: ${state.trouble.join('; ')}.`, 'copy', 'back');
    const line = `Copying: ${state.copying.join(', ')}.`;
    if (line !== said) move.say(line);
    said = line;
  }
}

const followWithinMs = 30_000;

/** A switch begins when next to nothing is left to follow: what is left takes as long as nobody can write. */
async function isFollowing(move: Move, lane: Lane): Promise<boolean> {
  const state = await stateOf(lane);
  if (state !== undefined && state.copying.length === 0) {
    if (await arrived(lane, await positionOf(lane.from), performance.now() + followWithinMs)) return true;
  }
  for (const trouble of state?.trouble ?? []) move.say(`Trouble: ${trouble}.`);
  return refuse(move, 'The copy is too far behind.', 'check');
}

const looks = 5;

/** Heaps of rows that differ are looked at again once what was written has arrived. */
async function checkTable(move: Move, lane: Lane, table: Table): Promise<boolean> {
  const { from, to, schema } = lane;
  let only: readonly number[] | undefined;
  for (let look = 1; look <= looks; look++) {
    const { rows, different } = await compareTable(from.client, to.client, schema, table, only);
    if (only === undefined) move.say(`${table.name}: ${rows} rows.`);
    if (different.length === 0) return true;
    only = different;
    await arrived(lane, await positionOf(from), performance.now() + followWithinMs);
  }
  move.say(
    `${table.name}: ${only?.length} of 256 heaps of rows differ at each of ${looks} looks. They are written all the time, or they differ; the switch finds out, and is called off if they do.`,
  );
  return false;
}

/** The shared database is the home, and nothing follows. */
async function giveUpCopy(move: Move, { shared, own }: Places, lanes: readonly Lane[]): Promise<void> {
  const { schema } = move;
  await install(shared);
  await install(own);
  for (const lane of lanes) await stopLane(lane);
  const tables = (await tablesOf(own.client, schema)).map((table) => table.name);
  if ((await markOf(own, schema)).state !== undefined)
    await inTransaction(own.client, async () => {
      await fence(own.client, { schema, role: roleFor(move), tables });
      await setMark(own.client, schema, 'gone', false);
    });
  await setMark(shared.client, schema, 'home', false);
  move.say(
    `${schema} is in the database of ${shared.title}, and nothing follows. A new move begins with \`copy\`.`,
  );
}

/** By which the tables came from the one database to the other. */
const moveOf = ({ marks }: Inspection): string | undefined =>
  marks.shared.move === marks.own.move ? marks.own.move : undefined;

const neverMoved = ({ schema }: Move, { shared }: Places): string =>
  `${schema} has not come from the database of ${shared.title}: there is no move to undo or to finish.`;

function sayWhere(move: Move, { shared, own }: Places, { home, marks }: Inspection): void {
  const { schema, say } = move;
  if (home === 'shared')
    say(
      `${schema} is at home in the database of ${shared.title}${marks.shared.moving ? ', and is being copied' : ''}.`,
    );
  if (home === 'own') {
    say(`${schema} is at home in the database of ${own.title}.`);
    if (marks.own.moving) say(next(move, 'check', 'back', 'finish'));
  }
  if (home === 'neither') say(`A switch of ${schema} was cut off. ${next(move, 'switch', 'back')}`);
  if (home === 'both' || home === 'strangers')
    say(
      `${shared.title} and ${own.title} do not belong together for ${schema}: one of them is not the one that was meant.`,
    );
}

function sayMethod({ say }: Move, { method }: Inspection): void {
  say(
    method.kind === 'replication'
      ? 'By logical replication: the tables are used while they are copied; nobody can write for some seconds at the switch.'
      : `By COPY: nobody can write while the tables are copied. No replication, because ${method.because.join('; ')}.`,
  );
}

function sayBlockers({ say }: Move, { blockers }: Inspection): boolean {
  for (const blocker of blockers) say(`In the way: ${blocker}.`);
  return blockers.length > 0;
}

function wrongHome(move: Move, places: Places, found: Inspection): false {
  sayWhere(move, places, found);
  return false;
}

function refuse(move: Move, why: string, ...steps: readonly string[]): false {
  move.say(steps.length === 0 ? why : `${why} ${next(move, ...steps)}`);
  return false;
}

const next = ({ module }: Move, ...steps: readonly string[]): string =>
  `Next: ${steps.map((step) => `npm run storage -- ${step} ${module}`).join(', or ')}`;

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
