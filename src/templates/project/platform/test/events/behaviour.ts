/** What events do over every transport: `alpha` publishes, `beta` listens. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newContext, runInContext } from '../../src/context/index.ts';
import type { TransportAdapter } from '../../src/events/index.ts';
import { faulty, noFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { closed, counted, misread } from './sample.ts';
import type { Effect } from './sample.ts';
import { World, noting } from './world.ts';
import type { Module, Node } from './world.ts';

export interface Wiring {
  readonly adapter: TransportAdapter;
  /** Both in the process `shop`; else `alpha` in `shop` and `beta` in `mail`. */
  readonly together: boolean;
  env(process: string): Readonly<Record<string, string>>;
  /** Before each test. */
  reset?(): Promise<void>;
  /** Hands the listening process a message that the relay would never send. */
  sendRaw?(body: string): Promise<void>;
  close(): Promise<void>;
}

type SetUp = (beta: Module) => void;

const patience = { timeout: 30_000, interval: 20 };

export function eventsBehaviour(title: string, wire: () => Promise<Wiring>): void {
  describe(title, { timeout: 60_000 }, () => {
    let wiring: Wiring;
    let world: World;
    let faults: Faults;
    beforeAll(async () => {
      wiring = await wire();
    });
    afterAll(() => wiring.close());
    beforeEach(async () => {
      faults = noFaults();
      await wiring.reset?.();
      world = await World.create(['alpha', 'beta']);
    });
    afterEach(() => world.close());

    const noteEverything: SetUp = (beta) => {
      beta.events.listen('noting').on(counted, noting('noting')).on(closed, noting('noting'));
    };

    /** The processes, `instances` of each. Where there is one process for both, those are the same. */
    async function start(setUp: SetUp = noteEverything, instances = 1) {
      const listening = await startListening(setUp, instances);
      if (wiring.together) return { publishing: listening, listening };
      return { publishing: await startPublishing(instances), listening };
    }

    async function startListening(setUp: SetUp = noteEverything, instances = 1): Promise<Node[]> {
      const name = wiring.together ? 'shop' : 'mail';
      const schemas = wiring.together ? ['alpha', 'beta'] : ['beta'];
      const nodes: Node[] = [];
      for (let i = 0; i < instances; i++)
        nodes.push(await startNode(name, schemas, ({ beta }) => beta !== undefined && setUp(beta)));
      return nodes;
    }

    async function startPublishing(instances = 1): Promise<Node[]> {
      const nodes: Node[] = [];
      for (let i = 0; i < instances; i++) nodes.push(await startNode('shop', ['alpha']));
      return nodes;
    }

    async function startNode(
      name: string,
      schemas: readonly string[],
      setUp: (modules: Readonly<Record<string, Module>>) => void = () => {},
    ): Promise<Node> {
      const adapters = [faulty(wiring.adapter, faults)];
      const node = await world.start({ name, schemas, env: wiring.env(name), adapters, setUp });
      await vi.waitFor(async () => expect(await node.readiness()).toEqual([]), patience);
      return node;
    }

    async function publish(nodes: readonly Node[], subject: string, value: number): Promise<string> {
      const { database, events } = first(nodes).module('alpha');
      return database.transaction((trx) => events.publish(trx, { type: counted, subject, data: { value } }));
    }

    /** Values 0 to `count` - 1 of several subjects, in turn. */
    async function publishRuns(nodes: readonly Node[], subjects: readonly string[], count: number) {
      for (let value = 0; value < count; value++)
        await Promise.all(subjects.map((subject) => publish(nodes, subject, value)));
    }

    const untilEffects = (count: number): Promise<Effect[]> =>
      vi.waitFor(async () => {
        const effects = await world.effects('beta');
        expect(effects.length).toBeGreaterThanOrEqual(count);
        return effects;
      }, patience);

    /** Nothing is left to be sent or handled. */
    const untilQuiet = (): Promise<void> =>
      vi.waitFor(async () => {
        const open = await world.rows<{ open: string }>(
          `select (select count(*) from alpha.outbox where completed_at is null)
             + (select count(*) from beta.inbox where state = 'pending') as open`,
        );
        expect(open).toEqual([{ open: '0' }]);
      }, patience);

    function expectEachOnceInOrder(effects: readonly Effect[], subjects: readonly string[], count: number) {
      for (const subject of subjects) {
        const values = effects.filter((effect) => effect.subject === subject).map(({ value }) => value);
        expect(values).toEqual(Array.from({ length: count }, (_, value) => value));
      }
      expect(effects).toHaveLength(subjects.length * count);
    }

    describe('an event', () => {
      it('reaches each listener with all that was said of it', async () => {
        const heard: unknown[] = [];
        const { publishing } = await start((beta) => {
          beta.events.listen('one').on(counted, async (event) => void heard.push(event));
          beta.events.listen('two').on(counted, noting('two'));
          beta.events.listen('other').on(closed, noting('other'));
        });
        const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
        const before = Date.now();
        const id = await runInContext(newContext({ traceparent }), () => publish(publishing, 'a', 7));
        await untilEffects(1);
        await untilQuiet();
        expect(heard).toEqual([
          {
            id,
            source: expect.stringMatching(/^\/[\w-]+\/alpha$/),
            type: 'alpha.counted',
            subject: 'a',
            time: expect.any(Date),
            data: { value: 7 },
            attempt: 1,
            overtaken: false,
            traceparent,
          },
        ]);
        expect((heard[0] as { time: Date }).time.getTime()).toBeGreaterThan(before - 60_000);
        expect(await world.effects('beta')).toMatchObject([{ listener: 'two', event_id: id, value: 7 }]);
      });

      it('is not there when its transaction is rolled back', async () => {
        const { publishing } = await start();
        const { database, events } = first(publishing).module('alpha');
        const rolledBack = database.transaction(async (trx) => {
          await events.publish(trx, { type: counted, subject: 'a', data: { value: 1 } });
          throw new Error('changed my mind');
        });
        await expect(rolledBack).rejects.toThrow('changed my mind');
        await publish(publishing, 'a', 2);
        await untilEffects(1);
        await untilQuiet();
        expect(await world.effects('beta')).toMatchObject([{ value: 2 }]);
      });

      it('waits for a listener that is away', async () => {
        const { publishing, listening } = await start();
        await publish(publishing, 'a', 0);
        await untilEffects(1);
        await first(listening).stop();
        const publishers = wiring.together ? await start().then(({ publishing: next }) => next) : publishing;
        await publish(publishers, 'a', 1);
        if (!wiring.together) await startListening();
        expectEachOnceInOrder(await untilEffects(2), ['a'], 2);
      });
    });

    describe('order and number', () => {
      const subjects = ['a', 'b', 'c', 'd', 'e'];

      it('keeps the order of each subject', async () => {
        const { publishing } = await start();
        await publishRuns(publishing, subjects, 20);
        await untilEffects(100);
        await untilQuiet();
        expectEachOnceInOrder(await world.effects('beta'), subjects, 20);
      });

      it('does so with two of every process, and handles each event once', async () => {
        const { publishing } = await start(noteEverything, 2);
        await publishRuns(publishing, subjects, 20);
        await untilEffects(100);
        await untilQuiet();
        expectEachOnceInOrder(await world.effects('beta'), subjects, 20);
      });

      it('handles once what is sent, or delivered, more than once, and late', async () => {
        Object.assign(faults, { copies: 2, loseAnswers: 5, loseAcknowledgements: 5, delayMs: 20 });
        const { publishing } = await start();
        await publishRuns(publishing, subjects, 8);
        await untilEffects(40);
        await untilQuiet();
        expectEachOnceInOrder(await world.effects('beta'), subjects, 8);
      });

      it('loses nothing when the processes stop and start while events are on their way', async () => {
        let { publishing, listening } = await start();
        for (let round = 0; round < 3; round++) {
          for (let value = round * 10; value < round * 10 + 10; value++)
            await Promise.all(subjects.map((subject) => publish(publishing, subject, value)));
          await Promise.all([...new Set([...publishing, ...listening])].map((node) => node.stop()));
          ({ publishing, listening } = await start());
        }
        await untilEffects(150);
        await untilQuiet();
        expectEachOnceInOrder(await world.effects('beta'), subjects, 30);
      });
    });

    describe('a listener that fails', () => {
      it('is tried again, and its effect is there once', async () => {
        let failures = 2;
        const { publishing } = await start((beta) => {
          const fail = (): void => {
            if (failures-- > 0) throw new Error('not now');
          };
          beta.events.listen('failing').on(counted, noting('failing', fail));
        });
        await publish(publishing, 'a', 0);
        expect(await untilEffects(1)).toMatchObject([{ attempt: 3 }]);
        await untilQuiet();
      });

      it('ends with a dead event, which holds up its subject and nothing else', async () => {
        const { publishing } = await start((beta) => {
          const fail = ({ subject, value }: Effect): void => {
            if (subject === 'a' && value === 0) throw new Error('never');
          };
          beta.events.listen('failing').on(counted, noting('failing', fail));
          beta.events.listen('noting').on(counted, noting('noting'));
        });
        await publishRuns(publishing, ['a', 'b'], 3);
        await vi.waitFor(async () => {
          const effects = await world.effects('beta');
          expect(effects.filter(({ listener }) => listener === 'noting')).toHaveLength(6);
          expect(effects.filter(({ listener }) => listener === 'failing')).toHaveLength(3);
          expect(await inbox()).toEqual([
            { listener: 'failing', subject: 'a', state: 'dead', attempts: 3, last_error: 'Error: never' },
            { listener: 'failing', subject: 'a', state: 'pending', attempts: 0, last_error: null },
            { listener: 'failing', subject: 'a', state: 'pending', attempts: 0, last_error: null },
          ]);
        }, patience);
      });

      it('does not try what it cannot read', async () => {
        const { publishing } = await start((beta) => {
          beta.events.listen('misreading').on(misread, async () => {});
        });
        await publish(publishing, 'a', 0);
        await vi.waitFor(async () => {
          expect(await inbox()).toMatchObject([
            { state: 'dead', attempts: 1, last_error: expect.stringContaining('UnreadableDataError: value') },
          ]);
        }, patience);
      });

      const inbox = () =>
        world.rows(
          `select listener, subject, state, attempts, last_error from beta.inbox where state <> 'done'
           order by sequence, listener`,
        );
    });

    it('puts aside what is no event, and goes on', async ({ skip }) => {
      if (wiring.sendRaw === undefined) return skip('nothing else comes this way');
      const { publishing } = await start();
      await wiring.sendRaw('{"specversion":"1.0"}');
      await wiring.sendRaw('not even JSON');
      await publish(publishing, 'a', 0);
      expectEachOnceInOrder(await untilEffects(1), ['a'], 1);
    });

    it('takes in an event of somebody else that has no subject, sequence or time', async ({ skip }) => {
      if (wiring.sendRaw === undefined) return skip('nothing else comes this way');
      await start();
      const event = {
        specversion: '1.0',
        id: randomUUID(),
        source: 'https://example.org/till',
        type: 'alpha.counted',
        data: { value: 3 },
      };
      await wiring.sendRaw(JSON.stringify(event));
      expect(await untilEffects(1)).toMatchObject([{ subject: event.id, value: 3 }]);
    });
  });
}

function first<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('there is none');
  return item;
}
