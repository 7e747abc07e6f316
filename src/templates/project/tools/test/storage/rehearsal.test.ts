/** Moves of a module's tables on real servers, while they are written. */
import { roleOf } from '@shop/platform/db';
import { startPostgres } from '@shop/platform/local';
import type { PostgresServer } from '@shop/platform/local';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CalledOff } from '../../storage/hand-over.ts';
import type { Stage } from '../../storage/move.ts';
import { back, check, copy, finish, plan, switchOver } from '../../storage/steps.ts';
import { Rehearsal, query } from './rehearsal.ts';

/** STORAGE_REHEARSAL=all: every point at which a switch can be cut off, and a second server. Takes some minutes. */
const all = process.env['STORAGE_REHEARSAL'] === 'all';
const role = roleOf('ledger');
const whole = { lost: [], surplus: [], booksBalance: true };

let server: PostgresServer;
let other: PostgresServer;
beforeAll(async () => {
  [server, other] = await Promise.all([
    startPostgres({ settings: ['wal_level=logical'] }),
    startPostgres({ settings: ['wal_level=logical'] }),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all([server.stop(), other.stop()]);
});

let rehearsal: Rehearsal;
afterEach(() => rehearsal.close());

const oneServer = () => ({ shared: server.url, own: server.url });
const twoServers = () => ({ shared: server.url, own: other.url });
const placements: [string, () => { shared: string; own: string }][] = [
  ['to another database of the same server', oneServer],
];
if (all) placements.push(['to another server', twoServers]);

describe.each(placements)('a move under writes, %s', (_, servers) => {
  beforeEach(async () => {
    rehearsal = await Rehearsal.on(servers());
  });

  it('goes there and back and there again, and loses and doubles nothing', { timeout: 120_000 }, async () => {
    rehearsal.write();
    await rehearsal.written(20);
    expect(await rehearsal.run(plan)).toBe(true);
    expect(await rehearsal.run(copy)).toBe(true);
    await rehearsal.written(20);
    await rehearsal.run(check);
    expect(await rehearsal.run(switchOver)).toBe(true);
    await rehearsal.written(20);
    // The old place is kept up to date.
    await expect
      .poll(
        async () =>
          (await rehearsal.query('shared', 'select count(*)::int as n from ledger.entries'))[0]?.['n'],
      )
      .toBeGreaterThan(rehearsal.acknowledged.size - 15);
    expect(await rehearsal.run(back)).toBe(true);
    await rehearsal.written(20);
    expect(await rehearsal.run(copy)).toBe(true);
    expect(await rehearsal.run(switchOver)).toBe(true);
    await rehearsal.written(20);
    expect(await rehearsal.run(finish)).toBe(true);
    await rehearsal.stopWriting();
    expect(await rehearsal.audit('own')).toEqual(whole);
    expect(await rehearsal.leftovers()).toEqual([]);
  });
});

describe('a switch that is cut off', () => {
  const before: Stage[] = all ? ['locked', 'caught-up', 'checked', 'way-back-ready'] : ['way-back-ready'];
  const after: Stage[] = all ? ['fenced', 'let-go', 'open'] : ['fenced'];
  const undone: Stage[] = all ? ['way-back-ready', 'fenced', 'let-go'] : ['let-go'];
  beforeEach(async () => {
    rehearsal = await Rehearsal.on({ shared: server.url, own: server.url });
    rehearsal.write();
    await rehearsal.run(copy);
  });

  it.each(before)(
    'at "%s" has changed nothing, and can be done again',
    { timeout: 90_000 },
    async (cutOffAt) => {
      await expect(rehearsal.run(switchOver, { cutOffAt })).rejects.toThrow('cut off');
      await rehearsal.written(20);
      expect(await rehearsal.run(switchOver)).toBe(true);
      await rehearsal.written(20);
      await rehearsal.stopWriting();
      expect(await rehearsal.audit('own')).toEqual(whole);
    },
  );

  it.each(after)('at "%s" is completed by the next one', { timeout: 90_000 }, async (cutOffAt) => {
    await expect(rehearsal.run(switchOver, { cutOffAt })).rejects.toThrow('cut off');
    if (cutOffAt !== 'open') expect(await rehearsal.run(switchOver)).toBe(true);
    await rehearsal.written(20);
    expect(await rehearsal.run(back)).toBe(true);
    await rehearsal.written(20);
    await rehearsal.stopWriting();
    expect(await rehearsal.audit('shared')).toEqual(whole);
    expect(await rehearsal.leftovers()).toEqual([]);
  });

  it.each(undone)('at "%s" can be taken back instead', { timeout: 90_000 }, async (cutOffAt) => {
    await expect(rehearsal.run(switchOver, { cutOffAt })).rejects.toThrow('cut off');
    expect(await rehearsal.run(back)).toBe(true);
    await rehearsal.written(20);
    await rehearsal.stopWriting();
    expect(await rehearsal.audit('shared')).toEqual(whole);
    expect(await rehearsal.leftovers()).toEqual([]);
  });

  it('is completed or undone when it was the way back', { timeout: 90_000 }, async () => {
    await rehearsal.run(switchOver);
    await rehearsal.written(20);
    await expect(rehearsal.run(back, { cutOffAt: 'fenced' })).rejects.toThrow('cut off');
    expect(await rehearsal.run(switchOver)).toBe(true);
    await rehearsal.written(20);
    await expect(rehearsal.run(back, { cutOffAt: 'let-go' })).rejects.toThrow('cut off');
    expect(await rehearsal.run(back)).toBe(true);
    await rehearsal.written(20);
    await rehearsal.stopWriting();
    expect(await rehearsal.audit('shared')).toEqual(whole);
  });

  it('by its time limit lets everybody write on', { timeout: 90_000 }, async () => {
    await expect(rehearsal.run(switchOver, { stopWithinMs: 0 })).rejects.toThrow(CalledOff);
    await rehearsal.written(20);
    await rehearsal.stopWriting();
    expect(await rehearsal.audit('shared')).toEqual(whole);
  });
});

describe('a server that cannot replicate', () => {
  let plain: PostgresServer;
  beforeAll(async () => {
    plain = await startPostgres({ settings: ['wal_level=replica'] });
  });
  afterAll(() => plain.stop());

  it('is copied there and back while nobody can write', { timeout: 120_000 }, async () => {
    rehearsal = await Rehearsal.on({ shared: plain.url, own: plain.url });
    rehearsal.write();
    await rehearsal.written(20);
    expect(await rehearsal.run(copy)).toBe(true);
    expect(rehearsal.said.join('\n')).toContain('is replica, not logical');
    await expect(rehearsal.run(switchOver, { cutOffAt: 'checked' })).rejects.toThrow('cut off');
    await rehearsal.written(20);
    expect(await rehearsal.run(switchOver)).toBe(true);
    await rehearsal.written(20);
    await expect(rehearsal.run(back, { cutOffAt: 'fenced' })).rejects.toThrow('cut off');
    expect(await rehearsal.run(back)).toBe(true);
    await rehearsal.written(20);
    await rehearsal.stopWriting();
    expect(await rehearsal.audit('shared')).toEqual(whole);
  });
});

describe('the copy', () => {
  beforeEach(async () => {
    rehearsal = await Rehearsal.on({ shared: server.url, own: server.url });
  });

  it('takes in tables that came after it began', async () => {
    await rehearsal.run(copy);
    await rehearsal.query(
      'shared',
      `create table ledger.late (id text primary key, n int default 3 check (n > 0), unique (n));
       create index late_by_n on ledger.late (n) where n > 1;
       insert into ledger.late values ('one', 1); alter table ledger.late owner to ${role}`,
    );
    await expect(rehearsal.run(switchOver)).rejects.toThrow('table late is missing in the copy');
    expect(await rehearsal.run(copy)).toBe(true);
    expect(await rehearsal.run(switchOver)).toBe(true);
    expect(await rehearsal.query('own', 'select * from ledger.late')).toEqual([{ id: 'one', n: 1 }]);
    const indexes = await rehearsal.query(
      'own',
      `select indexname from pg_indexes where tablename = 'late' order by 1`,
    );
    expect(indexes.map(({ indexname }) => indexname)).toEqual(['late_by_n', 'late_n_key', 'late_pkey']);
  });

  it('that differs is found by `check`, and not switched to', { timeout: 90_000 }, async () => {
    await rehearsal.run(copy);
    await rehearsal.query(
      'own',
      `set session_replication_role = replica; update ledger.accounts set balance = 1 where id = 'account 3'`,
    );
    expect(await rehearsal.run(check)).toBe(false);
    await expect(rehearsal.run(switchOver)).rejects.toThrow('the rows of ledger.accounts are not the same');
    expect(await rehearsal.run(back)).toBe(true);
    expect(await rehearsal.run(copy)).toBe(true);
    expect(await rehearsal.run(check)).toBe(true);
  });

  it.each([
    ['alter table ledger.entries drop constraint entries_pkey', 'ledger.entries has no primary key'],
    ['alter table ledger.entries set unlogged', 'ledger.entries is unlogged'],
    [
      'create table public.others (id uuid references ledger.entries)',
      'public.others has a foreign key to ledger.entries',
    ],
    [
      'create view public.peek as select * from ledger.accounts',
      'the view public.peek reads ledger.accounts',
    ],
    ['alter table ledger.accounts enable row level security', 'ledger.accounts has row security'],
    [`insert into ledger.kysely_migration values ('0002_more', now())`, 'migrate first'],
  ])('is not begun after: %s', async (change, reason) => {
    await rehearsal.query('shared', change);
    expect(await rehearsal.run(copy)).toBe(false);
    expect(rehearsal.said.join('\n')).toContain(reason);
    expect(await rehearsal.leftovers()).toEqual([]);
  });

  it('is not made into a database with tables of the module', async () => {
    await query(rehearsal.urls.own, 'create schema ledger; create table ledger.kysely_migration (name text)');
    expect(await rehearsal.run(copy)).toBe(false);
    expect(rehearsal.said.join('\n')).toContain('do not belong together');
  });

  it('without which nothing is finished or taken back', async () => {
    await query(rehearsal.urls.shared, 'drop schema ledger cascade');
    for (const step of [finish, back]) expect(await rehearsal.run(step)).toBe(false);
    expect(rehearsal.said.join('\n')).toContain('no move to undo or to finish');
  });

  it('is not made by two at a time', async () => {
    await rehearsal.run(async () => {
      await expect(rehearsal.run(copy)).rejects.toThrow('Somebody else is moving ledger');
      return true;
    });
  });
});

describe('a process', () => {
  beforeEach(async () => {
    rehearsal = await Rehearsal.on({ shared: server.url, own: server.url });
  });

  it('that does not know the new database is refused at its start and at each statement', async () => {
    const old = rehearsal.process({});
    await old.database.ready();
    await rehearsal.run(copy);
    expect((await old.stores.home('ledger')).frozen).toContain('LEDGER_DATABASE_URL');
    await rehearsal.run(switchOver);
    await expect(old.stores.home('ledger')).rejects.toThrow('LEDGER_DATABASE_URL');
    const read = old.database.transaction((trx) =>
      trx
        .selectFrom('entries' as never)
        .selectAll()
        .execute(),
    );
    await expect(read).rejects.toThrow('does not exist');
    const insert = `insert into ledger.accounts (id) values ('x')`;
    await expect(rehearsal.query('shared', insert)).rejects.toThrow('are not to be written here');
    await expect(rehearsal.query('shared', `set role ${role}; ${insert}`)).rejects.toThrow(
      'permission denied',
    );
    await old.close();
  });

  it('that is given a database to which nothing has moved uses neither', async () => {
    await rehearsal.run(copy);
    await rehearsal.run(switchOver);
    const stranger = await Rehearsal.on({ shared: server.url, own: server.url });
    const lost = rehearsal.process({ LEDGER_DATABASE_URL: stranger.urls.own });
    await expect(lost.stores.home('ledger')).rejects.toThrow('names the wrong database');
    await expect(lost.database.ready()).rejects.toThrow('names the wrong database');
    await lost.close();
    await stranger.close();
  });

  it('migrates neither place while the tables move', async () => {
    const known = rehearsal.process();
    expect((await known.stores.home('ledger')).frozen).toBeUndefined();
    await rehearsal.run(copy);
    expect((await known.stores.home('ledger')).frozen).toContain('are being moved');
    await rehearsal.run(switchOver);
    const moved = await known.stores.home('ledger');
    expect([moved.url, moved.frozen]).toEqual([
      rehearsal.urls.own,
      expect.stringContaining('are being moved'),
    ]);
    await rehearsal.run(finish);
    expect((await known.stores.home('ledger')).frozen).toBeUndefined();
    await known.close();
  });
});
