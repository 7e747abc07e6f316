/** What is to be moved, and the two databases between which it is. */
import { Client } from 'pg';
import { roleOf } from '@shop/platform/db';
import { SetupError } from '@shop/platform/errors';
import type { Migrations } from '@shop/platform/module';
import { ownUrlVariable } from '@shop/platform/storage';

/** The points of a switch between which it may be cut off. */
export type Stage = 'locked' | 'caught-up' | 'checked' | 'way-back-ready' | 'fenced' | 'let-go' | 'open';

export interface Move {
  /** As the user calls it. */
  readonly module: string;
  readonly schema: string;
  readonly migrations: Migrations;
  /** Of the database that the module shares with others, and of its own. */
  readonly urls: Readonly<Record<PlaceName, string>>;
  /** How the server of the other database reaches this one, where that is not as we do. */
  readonly reachAt: Readonly<Partial<Record<PlaceName, string>>>;
  /** Replication is used where it can be. */
  readonly method: 'replication' | 'copy' | undefined;
  /** Longest time in which nobody can write; longer, and the switch is called off. */
  readonly stopWithinMs: number;
  say(line: string): void;
  onStage?(stage: Stage): void | Promise<void>;
}

export type PlaceName = 'shared' | 'own';

export interface Place {
  readonly name: PlaceName;
  /** For people: the variable and the database. */
  readonly title: string;
  readonly url: string;
  /** As the other server reaches it. */
  readonly reachAt: string;
  readonly client: Client;
}

export interface Places {
  readonly shared: Place;
  readonly own: Place;
}

/** The arbitrary number under which two people do not move at the same time. */
const oneAtATime = 6_021_024;

/** Everything is printed and compared alike on both sides, and nothing of ours is cut off but by us. */
const session = `
  set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
  set extra_float_digits = 1; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
  set client_min_messages = warning; set search_path = pg_catalog`;

/** @throws {SetupError} when a database cannot be reached, or somebody else is at it */
export async function withPlaces<T>(move: Move, work: (places: Places) => Promise<T>): Promise<T> {
  const shared = await openPlace(move, 'shared');
  try {
    const own = await openPlace(move, 'own');
    try {
      await takeTurn(shared, move);
      return await work({ shared, own });
    } finally {
      await own.client.end().catch(() => {});
    }
  } finally {
    await shared.client.end().catch(() => {});
  }
}

export const roleFor = ({ schema }: Pick<Move, 'schema'>): string => roleOf(schema);

/** One more connection to a place, set up as its first. */
export async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'storage', keepAlive: true });
  // What is under way when the connection breaks is told.
  client.on('error', () => {});
  await client.connect();
  await client.query(session);
  return client;
}

async function openPlace({ urls, reachAt, schema }: Move, name: PlaceName): Promise<Place> {
  const variable = name === 'shared' ? 'DATABASE_URL' : ownUrlVariable(schema);
  const url = urls[name];
  try {
    const client = await connectTo(url);
    const database = new URL(url).pathname.slice(1);
    return { name, title: `${variable} (${database})`, url, reachAt: reachAt[name] ?? url, client };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SetupError(`The database of ${variable} cannot be used: ${reason}`, { cause });
  }
}

async function takeTurn({ client }: Place, { schema }: Move): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as mine',
    [oneAtATime, schema],
  );
  if (rows[0]?.mine !== true)
    throw new SetupError(
      `Somebody else is moving ${schema} at this moment; wait until that command has ended.`,
    );
}
