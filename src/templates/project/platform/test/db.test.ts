import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newContext, openContext, runInContext, statements, transactions } from '../src/context/index.ts';
import {
  databaseFailure,
  migrate,
  moduleDatabase,
  openPool,
  pendingMigrations,
  roleOf,
} from '../src/db/index.ts';
import type { Database, Pool } from '../src/db/index.ts';
import { createDatabase } from '../src/testing/index.ts';

interface AlphaTables {
  things: { id: number; name: string; colour: string };
}

const migrationsOf = (schema: string, folder = schema) => ({
  schema,
  directory: new URL(`fixtures/migrations/${folder}/`, import.meta.url),
});

let url: string;
let drop: () => Promise<void>;
let pool: Pool;
let alpha: Database<AlphaTables>;

beforeAll(async () => {
  ({ url, drop } = await createDatabase());
  await Promise.all([migrate(url, migrationsOf('alpha')), migrate(url, migrationsOf('beta'))]);
  pool = openPool({ url, size: 3 });
  alpha = moduleDatabase(pool, 'alpha');
});

afterAll(async () => {
  await pool.end();
  await drop();
});

describe('migrations', () => {
  it('name the variable when the database cannot be used, and no password', async () => {
    const refused = await migrate('postgres://me:hunter2@127.0.0.1:1/x', migrationsOf('alpha')).catch(String);
    expect(refused).toMatch(/DATABASE_URL cannot be used: .*ECONNREFUSED/);
    expect(refused).not.toContain('hunter2');
  });

  it('run in the order of their names, once, whoever starts at the same time', async () => {
    const schema = 'together';
    const ran = await Promise.all([1, 2, 3].map(() => migrate(url, migrationsOf(schema, 'alpha'))));
    expect(ran.flat()).toEqual(['0001_things', '0002_colour']);
    expect(await migrate(url, migrationsOf(schema, 'alpha'))).toEqual([]);
  });

  it('of several databases of one server do not get in each other’s way', async () => {
    const databases = await Promise.all([createDatabase(), createDatabase(), createDatabase()]);
    const ran = await Promise.all(
      databases.map((one) => migrate(one.url, migrationsOf('everywhere', 'beta'))),
    );
    expect(ran).toEqual([['0001_notes'], ['0001_notes'], ['0001_notes']]);
    await Promise.all(databases.map((one) => one.drop()));
  });

  it('say which file failed, and leave nothing of it', async () => {
    const broken = migrationsOf('broken');
    await expect(migrate(url, broken)).rejects.toThrow(
      /Migration 0002_wrong\.sql of broken failed: .*no_such_function/,
    );
    const tables = await pool.query(`select to_regclass('broken.half_done') as half`);
    expect(tables.rows).toEqual([{ half: null }]);
    expect(await pendingMigrations(pool, broken)).toContain('0002_wrong');
  });

  it('are pending until they have run', async () => {
    expect(await pendingMigrations(pool, migrationsOf('alpha'))).toEqual([]);
    expect(await pendingMigrations(pool, migrationsOf('later', 'alpha'))).toEqual([
      '0001_things',
      '0002_colour',
    ]);
  });

  it('say what rights are missing', async () => {
    const plain = await createDatabase();
    const weak = `weak_${process.pid}`;
    await pool.query(`create role ${weak} login password 'weak'`);
    const asWeak = new URL(plain.url);
    Object.assign(asWeak, { username: weak, password: 'weak' });
    const error = await migrate(asWeak.href, migrationsOf('forbidden', 'beta')).catch(String);
    expect(error).toContain(`alter role "${weak}" createrole`);
    await plain.drop();
    await pool.query(`drop role ${weak}`);
  });

  it('need no superuser, only one who may make roles and schemas', async () => {
    const plain = await createDatabase();
    const owner = `owner_${process.pid}`;
    await pool.query(`create role ${owner} login createrole password 'owner'`);
    const asOwner = new URL(plain.url);
    await pool.query(`grant create on database "${asOwner.pathname.slice(1)}" to ${owner}`);
    Object.assign(asOwner, { username: owner, password: 'owner' });
    const schema = `owned_${process.pid}`;
    expect(await migrate(asOwner.href, migrationsOf(schema, 'alpha'))).toHaveLength(2);
    const ownerPool = openPool({ url: asOwner.href });
    const found = await moduleDatabase<AlphaTables>(ownerPool, schema).transaction((trx) =>
      trx.selectFrom('things').selectAll().execute(),
    );
    expect(found).toEqual([{ id: 1, name: 'one', colour: 'blue' }]);
    expect(await pendingMigrations(ownerPool, migrationsOf(schema, 'alpha'))).toEqual([]);
    await ownerPool.end();
    await plain.drop();
    await pool.query(`drop role ${roleOf(schema)}`);
    await pool.query(`drop role ${owner}`);
  });
});

describe('a unit of work', () => {
  it('is done as the module, in its schema', async () => {
    const who = await alpha.transaction(
      async (trx) => (await sql<{ role: string }>`select current_user as role`.execute(trx)).rows,
    );
    expect(who).toEqual([{ role: roleOf('alpha') }]);
  });

  it('cannot read or write the tables of another module', async () => {
    const beta = moduleDatabase(pool, 'beta');
    const attempts = [
      'select * from alpha.things',
      `insert into alpha.things values (9, 'x', 'y')`,
      'drop schema alpha',
    ];
    for (const attempt of attempts) {
      const work = beta.transaction((trx) => sql.raw(attempt).execute(trx));
      await expect(work).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('is rolled back when it throws, and the connection forgets who it was', async () => {
    const work = alpha.transaction(async (trx) => {
      await trx.insertInto('things').values({ id: 2, name: 'two', colour: 'red' }).execute();
      throw new Error('on second thoughts');
    });
    await expect(work).rejects.toThrow('on second thoughts');
    const rows = await pool.query(
      `select count(*)::int as n, current_setting('role') as role from alpha.things`,
    );
    expect(rows.rows).toEqual([{ n: 1, role: 'none' }]);
  });

  it('ends a statement after a second, or earlier when less is left', async () => {
    const sleep = () => alpha.transaction((trx) => sql`select pg_sleep(5)`.execute(trx));
    expect(await timed(sleep)).toSatisfy(
      ({ ms, error }: Timed) => ms > 900 && ms < 1_800 && isTimeout(error),
    );
    const context = newContext({ timeoutMs: 150 });
    const short = await timed(() => runInContext(context, sleep));
    expect(short).toSatisfy(({ ms, error }: Timed) => ms < 600 && isTimeout(error));
  });

  it('does not begin when no time is left, and gives its connection back clean', async () => {
    const context = newContext({ timeoutMs: 0 });
    const work = runInContext(context, () => alpha.transaction(async () => 1));
    await expect(work).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    await expect(alpha.transaction(async () => 1)).resolves.toBe(1);
  });

  it('is stopped when its caller leaves, and its connection is not hit by that later', async () => {
    const one = openPool({ url, size: 1 });
    const only = moduleDatabase<AlphaTables>(one, 'alpha');
    const leaveDuring = async (query: string): Promise<unknown> => {
      const scope = openContext({});
      const work = runInContext(scope.context, () =>
        only.transaction(async (trx) => {
          setImmediate(scope.abort, new DOMException('The client is gone', 'AbortError'));
          await sql.raw(query).execute(trx);
        }),
      );
      return work.then(
        () => undefined,
        (error: unknown) => error,
      );
    };
    expect(String(await leaveDuring('select pg_sleep(0.9)'))).toContain('due to user request');
    for (let i = 0; i < 20; i++) {
      await leaveDuring('select 1');
      const { rows } = await only.transaction((trx) => sql<{ two: number }>`select 2 as two`.execute(trx));
      expect(rows).toEqual([{ two: 2 }]);
    }
    await one.end();
  });

  it('is not committed for a caller who has left', async () => {
    const scope = openContext({});
    const work = runInContext(scope.context, () =>
      alpha.transaction(async (trx) => {
        await trx.insertInto('things').values({ id: 7, name: 'seven', colour: 'red' }).execute();
        scope.abort(new Error('gone'));
        await trx.selectFrom('things').selectAll().execute();
      }),
    );
    await expect(work).rejects.toThrow('gone');
    const found = await alpha.transaction((trx) =>
      trx.selectFrom('things').selectAll().where('id', '=', 7).execute(),
    );
    expect(found).toEqual([]);
  });

  it('is told at its seams, with each statement and how it ended', async () => {
    const seen: string[] = [];
    const stops = [
      transactions.watch({
        begin: ({ about }) => seen.push(`${about.schema} begins`),
        end: ({ error }) => seen.push(error === undefined ? 'ends' : 'fails'),
      }),
      statements.watch({
        end: ({ about, error, result }) =>
          seen.push(`${about.sql.split(' ', 1)[0]} ${error === undefined ? result?.rowCount : 'failed'}`),
      }),
    ];
    await alpha.transaction((trx) => trx.selectFrom('things').select('id').execute());
    await alpha.transaction((trx) => sql`insert into nowhere values (1)`.execute(trx)).catch(() => {});
    stops.forEach((stop) => stop());
    await alpha.transaction(async () => {});
    expect(seen).toEqual([
      'alpha begins',
      'begin; undefined',
      'select 1',
      'commit null',
      'ends',
      'alpha begins',
      'begin; undefined',
      'insert failed',
      'rollback null',
      'fails',
    ]);
  });

  it('gives a connection back clean after a role that does not exist', async () => {
    const nobody = moduleDatabase(pool, 'nobody');
    for (let i = 0; i < 6; i++) await expect(nobody.ready()).rejects.toThrow(/role .* does not exist/);
    await Promise.all(Array.from({ length: 6 }, () => alpha.ready()));
  });

  it('outlives its connection, in use or idle, and says that the database is not available', async () => {
    const cutAll = async () => {
      const other = openPool({ url, size: 1 });
      await other.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      await other.end();
    };
    const cutOff = alpha.transaction(async (trx) => {
      await cutAll();
      await delay(50);
      await trx.selectFrom('things').selectAll().execute();
    });
    expect(databaseFailure(await cutOff.catch((error: unknown) => error))).toBe('unavailable');
    const cutInQuery = alpha
      .transaction((trx) => sql`select pg_sleep(0.5)`.execute(trx))
      .catch((error: unknown) => error);
    await delay(100);
    await cutAll();
    expect(databaseFailure(await cutInQuery)).toBe('unavailable');
    await alpha.ready();
  });

  it('waits a second for a connection, then says that the database is not available', async () => {
    const tiny = openPool({ url, size: 1 });
    const held = await tiny.connect();
    const { error, ms } = await timed(() => moduleDatabase(tiny, 'alpha').ready());
    expect(ms).toBeLessThan(2_000);
    expect(databaseFailure(error)).toBe('unavailable');
    held.release();
    await tiny.end();
  });
});

interface Timed {
  ms: number;
  error: unknown;
}

async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const start = performance.now();
  const error: unknown = await work().catch((caught: unknown) => caught);
  return { ms: performance.now() - start, error };
}

const isTimeout = (error: unknown): boolean => databaseFailure(error) === 'timeout';
