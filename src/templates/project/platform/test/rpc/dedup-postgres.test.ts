import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, moduleDatabase, openPool } from '../../src/db/index.ts';
import type { Database, Pool } from '../../src/db/index.ts';
import { postgresDedup } from '../../src/rpc/index.ts';
import type { DedupTables } from '../../src/rpc/index.ts';
import { createDatabase } from '../../src/testing/index.ts';
import { startFixture } from './fixture.ts';

let pool: Pool;
let drop: () => Promise<void>;
let database: Database<DedupTables>;

beforeAll(async () => {
  const created = await createDatabase();
  drop = created.drop;
  const directory = new URL('../fixtures/migrations/alpha/', import.meta.url);
  await migrate(created.url, { schema: 'alpha', directory });
  pool = openPool({ url: created.url });
  database = moduleDatabase<DedupTables>(pool, 'alpha');
});
afterAll(async () => {
  await pool.end();
  await drop();
});

let keys = 0;
const nextId = () => ({ principal: 'monolith', method: 'Payments.charge', key: `key-number-${++keys}` });
const answer = { status: 200, contentType: 'application/json', body: '{"ok":true}' };

describe('the store of keys in Postgres', () => {
  it('gives a key to one of many, also while the table is being made', async () => {
    const id = nextId();
    const stores = Array.from({ length: 4 }, () => postgresDedup(database));
    const claims = await Promise.all(stores.map((store) => store.claim(id, 'aa', 60_000)));
    expect(claims.map(({ state }) => state).toSorted()).toEqual([
      'claimed',
      'in-progress',
      'in-progress',
      'in-progress',
    ]);
  });

  it('replays what was recorded, to this caller and these arguments only', async () => {
    const id = nextId();
    const store = postgresDedup(database);
    await store.claim(id, 'aa', 60_000);
    await store.record(id, answer);
    expect(await store.claim(id, 'aa', 60_000)).toEqual({ state: 'done', answer });
    expect(await store.claim(id, 'bb', 60_000)).toEqual({ state: 'key-reused' });
    expect(await store.claim({ ...id, principal: 'other' }, 'aa', 60_000)).toEqual({ state: 'claimed' });
  });

  it('does not know the outcome once the lease is over', async () => {
    const store = postgresDedup(database);
    const id = nextId();
    await store.claim(id, 'aa', -1);
    expect(await store.claim(id, 'aa', 60_000)).toEqual({ state: 'outcome-unknown' });
    const abandoned = nextId();
    await store.claim(abandoned, 'aa', 60_000);
    await store.abandon(abandoned);
    expect(await store.claim(abandoned, 'aa', 60_000)).toEqual({ state: 'outcome-unknown' });
  });

  it('frees a key that was released', async () => {
    const id = nextId();
    const store = postgresDedup(database);
    await store.claim(id, 'aa', 60_000);
    await store.release(id);
    expect(await store.claim(id, 'bb', 60_000)).toEqual({ state: 'claimed' });
  });

  it('forgets after a day', async () => {
    const id = nextId();
    await postgresDedup(database).claim(id, 'aa', 60_000);
    await pool.query(
      `update alpha.rpc_idempotency set created_at = now() - interval '25 hours' where key = $1`,
      [id.key],
    );
    expect(await postgresDedup(database).claim(id, 'bb', 60_000)).toEqual({ state: 'claimed' });
  });

  it('lets a lost answer of a mutating method be asked for again', async () => {
    const fixture = await startFixture({ server: { dedup: postgresDedup(database) } });
    expect(await fixture.client.askContract()).toMatchObject({ durableDedup: true });
    fixture.proxy.script({ kind: 'lose-answer', by: 'reset' });
    expect(await fixture.payments.charge('a', 5)).toEqual({ id: 'a', amount: 5, at: new Date(0) });
    expect(fixture.implementation.runs).toBe(1);
    await fixture.close();
  });
});
