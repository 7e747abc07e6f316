import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moduleDatabase } from '../../src/db/index.ts';
import { EventRefusedError, TransportUnavailableError } from '../../src/events/index.ts';
import type { Transport, TransportAdapter } from '../../src/events/index.ts';
import { deadEvents, decide, showEvent, waitingSubjects } from '../../src/events/dead/index.ts';
import { LocalTransport } from '../../src/events/local-transport.ts';
import { counted } from './sample.ts';
import { World, noting } from './world.ts';
import type { Node } from './world.ts';

const patience = { timeout: 10_000, interval: 20 };

/** A transport that does what it is told instead of sending. */
class Obeying extends LocalTransport {
  refuse: (value: number) => Error | undefined = () => undefined;
  sent = 0;

  override async send(event: Parameters<Transport['send']>[0]): Promise<void> {
    this.sent++;
    const error = this.refuse((event.data as { value: number }).value);
    if (error !== undefined) throw error;
    await super.send(event);
  }
}

let world: World;
let transport: Obeying;
let fail: (value: number) => boolean;
let shop: Node;

beforeEach(async () => {
  world = await World.create(['alpha', 'beta']);
  fail = () => false;
  transport = new Obeying({ process: 'shop' });
  const adapter: TransportAdapter = { schemes: ['obeying'], create: () => transport };
  shop = await world.start({
    name: 'shop',
    schemas: ['alpha', 'beta'],
    env: { EVENTS_URL: 'obeying:' },
    adapters: [adapter],
    setUp: ({ beta }) =>
      beta?.events.listen('noting').on(
        counted,
        noting('noting', ({ value }) => {
          if (fail(value)) throw new Error('never');
        }),
      ),
  });
});
afterEach(() => world.close());

const alpha = () => moduleDatabase(world.pool, 'alpha');
const beta = () => moduleDatabase(world.pool, 'beta');
const values = async (): Promise<number[]> => (await world.effects('beta')).map(({ value }) => value);

async function publish(subject: string, ...all: number[]): Promise<string[]> {
  const { database, events } = shop.module('alpha');
  const ids: string[] = [];
  for (const value of all)
    ids.push(
      await database.transaction((trx) => events.publish(trx, { type: counted, subject, data: { value } })),
    );
  return ids;
}

describe('an event that a listener cannot handle', () => {
  it('is shown with what it holds up, and goes on when it is resubmitted', async () => {
    fail = (value) => value === 1;
    const [, id = ''] = await publish('a', 0, 1, 2, 3);
    await vi.waitFor(
      async () =>
        expect(await deadEvents(beta())).toEqual([
          {
            id,
            type: 'alpha.counted',
            subject: 'a',
            where: 'in noting',
            attempts: 3,
            holdsUp: 2,
            error: 'Error: never',
          },
        ]),
      patience,
    );
    expect(await waitingSubjects(beta())).toMatchObject([
      { where: 'in noting', subject: 'a', events: 3, state: 'dead', error: 'Error: never' },
    ]);
    expect(await showEvent(beta(), id)).toMatchObject([{ table: 'inbox', state: 'dead', event: { id } }]);
    expect(await showEvent(alpha(), id)).toMatchObject([{ table: 'outbox', sent_to: ['shop'] }]);
    fail = () => false;
    expect(await decide(beta(), id, 'resubmit')).toBe(1);
    await vi.waitFor(async () => expect(await values()).toEqual([0, 1, 2, 3]), patience);
    expect(await decide(beta(), id, 'resubmit')).toBe(0);
  });

  it('is passed over when it is discarded', async () => {
    fail = (value) => value === 1;
    const [, id = ''] = await publish('a', 0, 1, 2);
    await vi.waitFor(async () => expect(await deadEvents(beta())).toHaveLength(1), patience);
    expect(await decide(beta(), id, 'discard')).toBe(1);
    await vi.waitFor(async () => expect(await values()).toEqual([0, 2]), patience);
    expect(await showEvent(beta(), id)).toMatchObject([
      { state: 'done', last_error: 'discarded: Error: never' },
    ]);
  });

  it('stays dead when the process starts again', async () => {
    fail = () => true;
    await publish('a', 0);
    await vi.waitFor(async () => expect(await deadEvents(beta())).toHaveLength(1), patience);
    await shop.stop();
    let heard = 0;
    const again = await world.start({
      name: 'shop',
      schemas: ['alpha', 'beta'],
      env: {},
      adapters: [],
      setUp: (modules) =>
        modules['beta']?.events.listen('noting').on(counted, async ({ data }) => {
          if (data.value === 0) heard++;
        }),
    });
    const { database, events } = again.module('alpha');
    await database.transaction((trx) =>
      events.publish(trx, { type: counted, subject: 'b', data: { value: 1 } }),
    );
    await vi.waitFor(
      async () => expect(await world.rows(`select from beta.inbox where state = 'done'`)).toHaveLength(1),
      patience,
    );
    expect(heard).toBe(0);
  });
});

describe('an event that cannot be sent', () => {
  it('is dead at once when it is refused, and holds up its subject only', async () => {
    transport.refuse = (value) => (value === 1 ? new EventRefusedError('too ugly') : undefined);
    const [, id = ''] = await publish('a', 0, 1, 2);
    await publish('b', 10);
    await vi.waitFor(async () => {
      expect(await deadEvents(alpha())).toMatchObject([
        { id, where: 'to shop', attempts: 1, holdsUp: 1, error: 'EventRefusedError: too ugly' },
      ]);
      expect((await values()).sort()).toEqual([0, 10]);
    }, patience);
    transport.refuse = () => undefined;
    expect(await decide(alpha(), id, 'resubmit')).toBe(1);
    await vi.waitFor(async () => expect((await values()).sort()).toEqual([0, 1, 10, 2]), patience);
  });

  it('is dead after its attempts, and can be discarded', async () => {
    transport.refuse = (value) => (value === 1 ? new Error('hm') : undefined);
    const [id = ''] = await publish('a', 1, 2);
    await vi.waitFor(
      async () => expect(await deadEvents(alpha())).toMatchObject([{ attempts: 3 }]),
      patience,
    );
    expect(await decide(alpha(), id, 'discard')).toBe(1);
    await vi.waitFor(async () => expect(await values()).toEqual([2]), patience);
  });

  it('waits as long as it takes while nobody answers: that is no attempt', async () => {
    transport.refuse = () => new TransportUnavailableError('nobody there');
    await publish('a', 1);
    await vi.waitFor(() => expect(transport.sent).toBeGreaterThan(5), patience);
    expect(await deadEvents(alpha())).toEqual([]);
    transport.refuse = () => undefined;
    await vi.waitFor(async () => expect(await values()).toEqual([1]), patience);
  });
});
