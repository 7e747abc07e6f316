import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moduleDatabase } from '../../src/db/index.ts';
import type { CloudEvent } from '../../src/events/index.ts';
import { store, takeDue } from '../../src/events/inbox/store.ts';
import { takeDue as takeFromOutbox } from '../../src/events/outbox/store.ts';
import { completeForLeft, forgetSome } from '../../src/events/retention.ts';
import { counted } from './sample.ts';
import { World, noting } from './world.ts';
import type { Node } from './world.ts';

const patience = { timeout: 15_000, interval: 20 };
const heard = [{ listener: 'noting', type: 'alpha.counted' }];

let world: World;
beforeEach(async () => {
  world = await World.create(['alpha', 'beta']);
});
afterEach(() => world.close());

const alpha = () => moduleDatabase(world.pool, 'alpha');
const beta = () => moduleDatabase(world.pool, 'beta');

const event = (value: number, subject = 'a'): CloudEvent => ({
  specversion: '1.0',
  id: `${subject}${value}`,
  source: '/test/alpha',
  type: 'alpha.counted',
  subject,
  sequence: String(value).padStart(20, '0'),
  data: { value },
});

const start = (): Promise<Node> =>
  world.start({
    name: 'shop',
    schemas: ['alpha', 'beta'],
    env: {},
    adapters: [],
    setUp: ({ beta: module }) => module?.events.listen('noting').on(counted, noting('noting')),
  });

describe('events that arrive in another order', () => {
  it('are put in order as far as they wait', async () => {
    for (const value of [3, 1, 2]) await store(beta(), event(value), ['noting']);
    await start();
    await vi.waitFor(async () => expect(await world.effects('beta')).toHaveLength(3), patience);
    expect(await world.effects('beta')).toMatchObject([
      { value: 1, overtaken: false },
      { value: 2, overtaken: false },
      { value: 3, overtaken: false },
    ]);
  });

  it('are told to have been overtaken where the later one is done', async () => {
    await start();
    await store(beta(), event(2), ['noting']);
    await vi.waitFor(async () => expect(await world.effects('beta')).toHaveLength(1), patience);
    await store(beta(), event(1), ['noting']);
    await vi.waitFor(async () => expect(await world.effects('beta')).toHaveLength(2), patience);
    expect((await world.effects('beta'))[1]).toMatchObject({ value: 1, overtaken: true });
  });
});

describe('what was taken by a process that has died', () => {
  it('is taken by nobody before its lease is over, then with the next attempt', async () => {
    await store(beta(), event(1), ['noting']);
    expect(await takeDue(beta(), heard, 10, 60_000)).toMatchObject([{ attempts: 1 }]);
    expect(await takeDue(beta(), heard, 10, 60_000)).toEqual([]);
    await world.rows(`update beta.inbox set next_attempt_at = now()`);
    expect(await takeDue(beta(), heard, 10, 60_000)).toMatchObject([{ attempts: 2 }]);
  });

  it('is given up when it dies of it every time', async () => {
    await store(beta(), event(1), ['noting']);
    await store(beta(), event(1, 'b'), ['noting']);
    await world.rows(`update beta.inbox set attempts = 3 where subject = 'a'`);
    await start();
    await vi.waitFor(
      async () =>
        expect(
          await world.rows(`select state, last_error from beta.inbox where subject = 'a'`),
        ).toMatchObject([{ state: 'dead', last_error: expect.stringContaining('the process ended') }]),
      patience,
    );
    await vi.waitFor(
      async () => expect(await world.effects('beta')).toMatchObject([{ subject: 'b' }]),
      patience,
    );
  });

  it('is not taken for a type that this version does not know', async () => {
    await store(beta(), { ...event(1), type: 'alpha.unheard' }, ['noting']);
    expect(await takeDue(beta(), heard, 10, 60_000)).toEqual([]);
  });
});

describe('relays at the same time', () => {
  it('take each event once, and none before the one before it of its subject is sent', async () => {
    await world.rows(
      `insert into alpha.outbox (id, aggregatetype, aggregateid, type, payload, headers)
       select gen_random_uuid(), 'alpha', (array['a', 'b'])[n % 2 + 1], 'alpha.counted', '{}', '{}' from generate_series(1, 20) n`,
    );
    const lane = { database: alpha(), destination: 'x' };
    const taken = await Promise.all(Array.from({ length: 4 }, () => takeFromOutbox(lane, 3, 60_000)));
    const ids = taken.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Whoever came first has the heads of both subjects; what is behind them waits for their leases.
    expect(taken.filter((rows) => rows.length > 0)).toHaveLength(1);
  });
});

describe('what is completed', () => {
  it('is forgotten after its time, and what is not is kept', async () => {
    await world.rows(
      `insert into alpha.outbox (id, aggregatetype, aggregateid, type, payload, headers, sent_to, completed_at)
       values (gen_random_uuid(), 'alpha', 'old', 't', '{}', '{}', '{x}', now() - interval '3 hours'),
         (gen_random_uuid(), 'alpha', 'new', 't', '{}', '{}', '{x}', now()),
         (gen_random_uuid(), 'alpha', 'left', 't', '{}', '{}', '{x}', null),
         (gen_random_uuid(), 'alpha', 'open', 't', '{}', '{}', '{}', null)`,
    );
    await completeForLeft(alpha(), ['x']);
    expect(await forgetSome(alpha(), 2)).toBe(1);
    const rows = await world.rows(
      `select aggregateid, completed_at is null as open from alpha.outbox order by 1`,
    );
    expect(rows).toEqual([
      { aggregateid: 'left', open: false },
      { aggregateid: 'new', open: false },
      { aggregateid: 'open', open: true },
    ]);
  });
});
