import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { migrate } from '../../src/db/index.ts';
import type { Database } from '../../src/db/index.ts';
import { createEvents } from '../../src/events/index.ts';
import type { ModuleEvents } from '../../src/events/index.ts';
import { defineEvent } from '../../src/events/define/index.ts';
import { createHost } from '../../src/host/index.ts';
import { runWorkers } from '../../src/host/workers.ts';
import { beginRebuild, createReadModels, on, statesOf } from '../../src/read-models/index.ts';
import type { ModelState, Projection, ReadModel } from '../../src/read-models/index.ts';
import { createDatabase } from '../../src/testing/index.ts';

const orderCancelled = defineEvent('alpha.order-cancelled', z.object({}));
const orderPaid = defineEvent('alpha.order-paid', z.object({ day: z.string(), amount: z.int() }));

interface Tables {
  revenue_per_day: { version: number; day: string; amount: string; orders: number };
}

/** @param factor what a new revision does differently */
const revenue = (revision = 1, factor = 1): Projection<Tables> => ({
  name: 'revenue-per-day',
  revision,
  events: [
    on(orderPaid, async ({ data }, trx: Transaction<Tables>, version) => {
      if (data.amount < 0) throw new RangeError('nobody pays less than nothing');
      await sql`
        insert into revenue_per_day (version, day, amount, orders)
        values (${version}, ${data.day}, ${data.amount * factor}, 1)
        on conflict (version, day) do update
          set amount = revenue_per_day.amount + excluded.amount, orders = revenue_per_day.orders + 1`.execute(
        trx,
      );
    }),
  ],
  remove: async (trx, version, limit) => {
    const { numAffectedRows = 0n } = await sql`
      delete from revenue_per_day where ctid in (
        select ctid from revenue_per_day where version = ${version} limit ${limit})`.execute(trx);
    return Number(numAffectedRows);
  },
});

interface Process {
  readonly database: Database<Tables>;
  readonly events: ModuleEvents<Tables>;
  readonly model: ReadModel<Tables>;
  stop(): Promise<void>;
}

describe('a read model', () => {
  let url: string;
  let drop: () => Promise<void>;
  let processes: Process[];
  beforeEach(async () => {
    ({ url, drop } = await createDatabase());
    await migrate(url, { schema: 'alpha', directory: new URL('migrations/', import.meta.url) });
    processes = [];
  });
  afterEach(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await drop();
  });

  function start(projection = revenue()): Process {
    const made: Omit<Process, 'stop'>[] = [];
    const env = {
      DATABASE_URL: url,
      LOG_LEVEL: 'silent',
      EVENTS_POLL_MS: '20',
      READ_MODELS_POLL_MS: '20',
      READ_MODELS_BATCH: '3',
    };
    const { workers, host, closers } = createHost({
      name: 'test',
      env,
      compose: (host) => {
        const database = host.database<Tables>('alpha');
        const events = createEvents(host).module('alpha', database);
        const models = createReadModels(host).module('alpha', { database, events });
        const model = models.add(projection);
        models.add({
          name: 'cancellations',
          revision: 1,
          events: [on(orderCancelled, async () => {})],
          remove: async () => 0,
        });
        made.push({ database, events, model });
        return { modules: {} };
      },
    });
    const [parts] = made;
    if (parts === undefined) throw new Error('nothing was composed');
    const stopping = new AbortController();
    const work = runWorkers({ workers, readiness: async () => [], signal: stopping.signal, log: host.log });
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      stopping.abort();
      await work;
      for (const close of closers()) await close();
    };
    const process = { ...parts, stop: () => (stopped ??= stop()) };
    processes.push(process);
    return process;
  }

  const pay = (
    { database, events }: Process,
    amount: number,
    { day = '2026-01-31', subject = `order ${amount}` } = {},
  ): Promise<string> =>
    database.transaction((trx) => events.publish(trx, { type: orderPaid, subject, data: { day, amount } }));

  const read = ({ database, model }: Process): Promise<unknown> =>
    database.transaction(async (trx) => {
      const version = await model.version(trx);
      const { rows } = await sql`
        select amount::int, orders from revenue_per_day where version = ${version} order by day`.execute(trx);
      return rows;
    });

  const states = async ({ database }: Process): Promise<readonly ModelState[]> =>
    (await database.transaction((trx) => statesOf(trx))).filter(({ name }) => name === 'revenue-per-day');

  const patiently = { timeout: 10_000 };

  it('follows the events, once each, whichever process has it in hand', async () => {
    const [first, second] = [start(), start()];
    expect(await read(first)).toEqual([]);
    for (let amount = 1; amount <= 20; amount++) await pay(amount % 2 ? first : second, amount);
    await expect.poll(() => read(first), patiently).toEqual([{ amount: 210, orders: 20 }]);
    expect(await states(second)).toMatchObject([{ state: 'active', version: 1, behind: 0, lagSeconds: 0 }]);
  });

  it('is not behind for events that it is not made of', async () => {
    const process = start();
    await pay(process, 1);
    await process.database.transaction((trx) =>
      process.events.publish(trx, { type: orderCancelled, subject: 'order 1', data: {} }),
    );
    const journalled = async (): Promise<unknown> =>
      (await process.database.transaction((trx) => sql`select 1 from event_journal`.execute(trx))).rows
        .length;
    await expect.poll(journalled, patiently).toBe(2);
    const behind = async (): Promise<unknown> =>
      (await process.database.transaction((trx) => statesOf(trx))).map((state) => [state.name, state.behind]);
    await expect.poll(behind, patiently).toEqual([
      ['cancellations', 0],
      ['revenue-per-day', 0],
    ]);
  });

  it('is made anew beside the one that is read, from all there ever was', async () => {
    const first = start();
    await Promise.all(Array.from({ length: 10 }, (_, i) => pay(first, i + 1)));
    await expect.poll(() => read(first), patiently).toEqual([{ amount: 55, orders: 10 }]);
    // As a mistake would have left it.
    await first.database.transaction((trx) => sql`update revenue_per_day set amount = 0`.execute(trx));
    const version = await first.database.transaction((trx) => beginRebuild(trx, 'revenue-per-day'));
    expect(version).toBe(2);
    await pay(first, 100);
    await expect.poll(() => read(first), patiently).toEqual([{ amount: 155, orders: 11 }]);
    // What was read before is removed.
    await expect.poll(() => states(first), patiently).toMatchObject([{ version: 2, state: 'active' }]);
  });

  it('is made anew by itself when its code has changed, while the old one is still followed', async () => {
    const old = start();
    for (let amount = 1; amount <= 4; amount++) await pay(old, amount);
    await expect.poll(() => read(old), patiently).toEqual([{ amount: 10, orders: 4 }]);
    const young = start(revenue(2, 10));
    await expect.poll(() => read(young), patiently).toEqual([{ amount: 100, orders: 4 }]);
    await pay(old, 5);
    await expect.poll(() => read(old), patiently).toEqual([{ amount: 150, orders: 5 }]);
    // The old code does not begin again.
    await old.stop();
    start();
    await delay(100);
    await expect
      .poll(() => states(young), patiently)
      .toMatchObject([{ version: 2, revision: 2, state: 'active' }]);
  });

  it('stands still at an event that it cannot apply, says so, and goes on when the code can', async () => {
    const broken = start();
    // Of one subject: their order is kept.
    for (const amount of [1, -5, 2]) await pay(broken, amount, { subject: 'one order' });
    await expect
      .poll(async () => (await states(broken))[0]?.lastError, patiently)
      .toContain('RangeError: nobody pays less than nothing');
    expect(await read(broken)).toEqual([{ amount: 1, orders: 1 }]);
    expect((await states(broken))[0]).toMatchObject({
      behind: expect.any(Number),
      lagSeconds: expect.any(Number),
    });
    await broken.stop();
    const forgiving = revenue(2);
    const mended = start({
      ...forgiving,
      events: [
        on(orderPaid, async (event, trx, version) => {
          const [applied] = forgiving.events;
          if (event.data.amount >= 0) await applied?.run(event, trx, version);
        }),
      ],
    });
    await expect.poll(() => read(mended), patiently).toEqual([{ amount: 3, orders: 2 }]);
  });
});
