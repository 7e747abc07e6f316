import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DomainError } from '../../src/errors/index.ts';
import {
  openSagas,
  resume,
  SagaRefused,
  stepsTaken,
  type JsonData,
  type ModuleSagas,
  type Saga,
  type Steps,
} from '../../src/sagas/index.ts';
import { ended, reached, World, type Node, type Tables } from './world.ts';

class CardDeclined extends DomainError {
  readonly status = 402;
}

/** What happens outside: a payments service that knows its callers by their keys. */
class Payments {
  readonly charged = new Map<string, number>();
  calls = 0;

  async charge(key: string): Promise<{ charge: string }> {
    this.calls++;
    this.charged.set(key, (this.charged.get(key) ?? 0) + 1);
    return { charge: `charge of ${key}` };
  }

  async refund(key: string): Promise<void> {
    this.calls++;
    this.charged.delete(key.replace(/\/undo$/, ''));
  }
}

type Checkout = Saga<Tables, { amount: number }, { charge: string }>;

const noted = (steps: Steps<Tables>, step: string) => ({
  do: async (trx: Parameters<Parameters<Node['database']['transaction']>[0]>[0]) => {
    await trx.insertInto('effect').values({ step, saga_id: steps.id }).execute();
  },
  undo: async (trx: Parameters<Parameters<Node['database']['transaction']>[0]>[0]) => {
    await trx
      .insertInto('effect')
      .values({ step: `${step} undone`, saga_id: steps.id })
      .execute();
  },
});

/** Reserve, charge, have it approved where it is much, ship. */
function checkout(payments: Payments, ship: (key: string) => Promise<void> = async () => {}): Checkout {
  return {
    name: 'checkout',
    input: z.object({ amount: z.number() }),
    run: async (steps, { amount }) => {
      await steps.change('reserve', noted(steps, 'reserve'));
      const { charge } = await steps.call('charge', {
        do: (key) => payments.charge(key),
        undo: (key) => payments.refund(key),
      });
      if (amount > 1_000) {
        const answer = await steps.wait('approval', {
          data: z.object({ approved: z.boolean() }),
          withinMs: 60_000,
        });
        if (answer?.approved !== true) throw new SagaRefused('nobody approved it');
      }
      await steps.call('ship', { do: ship });
      await steps.change('close', noted(steps, 'close'));
      return { charge };
    },
  };
}

const begin = <Input extends JsonData>(
  node: Node,
  saga: Saga<Tables, Input, JsonData | void>,
  input: Input,
  id: string = randomUUID(),
) => node.database.transaction((trx) => node.sagas.start(trx, saga, { id, input })).then(() => id);

describe('sagas', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  /** A process with one saga of a name of its own, so that tests do not work on each other's. */
  function nodeWith<Input extends JsonData, Result extends JsonData | void>(
    saga: Saga<Tables, Input, Result>,
    env: Record<string, string> = {},
    work = true,
  ): { node: Node; saga: Saga<Tables, Input, Result> } {
    const own = { ...saga, name: `${saga.name} ${randomUUID()}` };
    return { node: world.start((sagas: ModuleSagas<Tables>) => sagas.add(own), env, work), saga: own };
  }

  it('take their steps in order, each once, and answer', async () => {
    const payments = new Payments();
    const { node, saga } = nodeWith(checkout(payments));
    const id = await begin(node, saga, { amount: 10 });
    expect(await ended(node, id)).toMatchObject({
      state: 'done',
      result: { charge: `charge of ${id}/charge` },
    });
    expect(await world.effects(id)).toEqual(['reserve', 'close']);
    expect([...payments.charged]).toEqual([[`${id}/charge`, 1]]);
  });

  it('begin with the transaction that starts them, or not at all', async () => {
    const { node, saga } = nodeWith(checkout(new Payments()));
    const id = randomUUID();
    const failing = node.database.transaction(async (trx) => {
      await node.sagas.start(trx, saga, { id, input: { amount: 1 } });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await node.sagas.find(id)).toBeUndefined();
  });

  it('are the same saga when they are started again', async () => {
    const { node, saga } = nodeWith(checkout(new Payments()), {}, false);
    const id = await begin(node, saga, { amount: 1 });
    const again = node.database.transaction((trx) =>
      node.sagas.start(trx, saga, { id, input: { amount: 2 } }),
    );
    expect(await again).toBe(false);
  });

  it('try a step again under the same key', async () => {
    const payments = new Payments();
    const keys: string[] = [];
    const { node, saga } = nodeWith(
      checkout(payments, async (key) => {
        if (keys.push(key) < 3) throw new Error('the carrier is away');
      }),
    );
    const id = await begin(node, saga, { amount: 10 });
    expect(await ended(node, id)).toMatchObject({ state: 'done' });
    expect(keys).toEqual([`${id}/ship`, `${id}/ship`, `${id}/ship`]);
    expect(payments.calls).toBe(1);
  });

  it('undo what was done when a step is refused, last first', async () => {
    const payments = new Payments();
    const { node, saga } = nodeWith(
      checkout(payments, async () => {
        throw new CardDeclined('no such address');
      }),
    );
    const id = await begin(node, saga, { amount: 10 });
    expect(await ended(node, id)).toMatchObject({
      state: 'undone',
      reason: 'StepFailed: step ship: CardDeclined: no such address',
    });
    expect(payments.charged.size).toBe(0);
    expect(await world.effects(id)).toEqual(['reserve', 'reserve undone']);
  });

  it('undo a step that was given up as well: nobody knows whether it happened', async () => {
    const payments = new Payments();
    const undone: unknown[] = [];
    const { node, saga } = nodeWith({
      name: 'unsure',
      input: z.null(),
      run: async (steps: Steps<Tables>) => {
        await steps.call('charge', {
          do: async (key) => {
            await payments.charge(key);
            throw new Error('the answer was lost');
          },
          undo: async (key, done) => {
            undone.push([key, done]);
            await payments.refund(key);
          },
        });
      },
    });
    const id = await begin(node, saga, null);
    expect(await ended(node, id)).toMatchObject({ state: 'undone' });
    expect(undone).toEqual([[`${id}/charge/undo`, undefined]]);
    expect(payments.charged.size).toBe(0);
  });

  it.each([
    [{ approved: true }, 'done'],
    [{ approved: false }, 'undone'],
  ])('wait for an answer, %j, without a process, and end %s', async (answer, state) => {
    const payments = new Payments();
    const { node, saga } = nodeWith(checkout(payments));
    const id = await begin(node, saga, { amount: 5_000 });
    await reached(node, id, 'waiting');
    await node.stop();
    const later = world.start((sagas) => sagas.add(saga));
    await later.database.transaction((trx) => later.sagas.signal(trx, id, 'approval', answer));
    expect(await ended(later, id)).toMatchObject({ state });
    expect(payments.charged.size).toBe(state === 'done' ? 1 : 0);
  });

  it('take an answer that comes before they wait for it, and the first of several', async () => {
    const { node, saga } = nodeWith(checkout(new Payments()), {}, false);
    const id = await begin(node, saga, { amount: 5_000 });
    const say = (approved: boolean) =>
      node.database.transaction((trx) => node.sagas.signal(trx, id, 'approval', { approved }));
    expect([await say(true), await say(false)]).toEqual([true, true]);
    const working = world.start((sagas) => sagas.add(saga));
    expect(await ended(working, id)).toMatchObject({ state: 'done' });
  });

  it('know when nobody answers, and which saga there is none of', async () => {
    const { node, saga } = nodeWith({
      name: 'impatient',
      input: z.null(),
      run: async (steps: Steps<Tables>) =>
        (await steps.wait('answer', { data: z.string(), withinMs: 30 })) ?? 'none',
    });
    const id = await begin(node, saga, null);
    expect(await ended(node, id)).toMatchObject({ state: 'done', result: 'none' });
    expect(
      await node.database.transaction((trx) => node.sagas.signal(trx, randomUUID(), 'answer', 'x')),
    ).toBe(false);
  });

  it('are worked on by several processes, each saga by one at a time', async () => {
    const payments = new Payments();
    const { node, saga } = nodeWith(checkout(payments));
    const others = [1, 2].map(() => world.start((sagas) => sagas.add(saga)));
    const ids = await Promise.all(Array.from({ length: 30 }, () => begin(node, saga, { amount: 10 })));
    for (const id of ids) {
      expect(await ended(node, id)).toMatchObject({ state: 'done' });
      expect(await world.effects(id)).toEqual(['reserve', 'close']);
    }
    expect([...payments.charged.values()].every((times) => times === 1)).toBe(true);
    await Promise.all(others.map((other) => other.stop()));
  });

  it('are taken over from a process that says nothing, and it changes nothing any more', async () => {
    const [held, begun] = [hold(), hold()];
    let attempts = 0;
    const { node, saga } = nodeWith(
      {
        name: 'slow',
        input: z.null(),
        run: async (steps: Steps<Tables>) => {
          await steps.change('begin', noted(steps, 'begin'));
          await steps.call('hang', {
            do: () => {
              begun.resolve();
              return ++attempts === 1 ? held.promise : Promise.resolve();
            },
          });
          await steps.change('end', noted(steps, 'end'));
        },
      },
      { SAGAS_STEP_MS: '59000', SAGAS_LEASE_MS: '60000' },
    );
    const id = await begin(node, saga, null);
    await begun.promise;
    // As if its lease had passed: the process still believes that the saga is its own.
    await world.query(`update orders.saga set wake_at = now() where id = '${id}'`);
    const other = world.start((sagas) => sagas.add(saga));
    expect(await ended(other, id)).toMatchObject({ state: 'done' });
    held.resolve();
    await node.stop();
    expect(await world.effects(id)).toEqual(['begin', 'end']);
  });

  it('go on in another process when theirs stops', async () => {
    const { node, saga } = nodeWith({
      name: 'long',
      input: z.null(),
      run: async (steps: Steps<Tables>) => {
        for (let n = 0; n < 20; n++) {
          await steps.call(`pause ${n}`, {
            do: () => new Promise<void>((resolve) => setTimeout(resolve, 10)),
          });
          await steps.change(`note ${n}`, noted(steps, `${n}`));
        }
      },
    });
    const id = await begin(node, saga, null);
    while ((await world.effects(id)).length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    await node.stop();
    expect((await world.effects(id)).length).toBeLessThan(20);
    const other = world.start((sagas) => sagas.add(saga));
    expect(await ended(other, id)).toMatchObject({ state: 'done' });
    expect(await world.effects(id)).toEqual(Array.from({ length: 20 }, (_, n) => `${n}`));
  });

  it.each<[string, (steps: Steps<Tables>, run: number) => Promise<void>, RegExp]>([
    [
      'asks for other steps than before',
      async (steps, run) => {
        await steps.change(run === 1 ? 'old' : 'new', noted(steps, 'x'));
        await steps.call('fail', { do: () => Promise.reject(new Error('once')) });
      },
      /Step 1 was old when this saga began and is new now/,
    ],
    [
      'leaves out what it has done',
      async (steps, run) => {
        if (run > 1) return;
        await steps.change('old', noted(steps, 'x'));
        await steps.call('fail', { do: () => Promise.reject(new Error('once')) });
      },
      /2 steps that it has done are not in its function now/,
    ],
    [
      'gives two steps one name',
      async (steps) => {
        await steps.change('same', noted(steps, 'x'));
        await steps.change('same', noted(steps, 'y'));
      },
      /The name same is used for two steps/,
    ],
    ['fails by itself', async () => Promise.reject(new TypeError('a bug')), /TypeError: a bug/],
    [
      'cannot take a step back',
      async (steps) => {
        await steps.call('charge', {
          do: async () => {},
          undo: () => Promise.reject(new Error('no such charge')),
        });
        throw new SagaRefused('after all');
      },
      /undoing charge: Error: no such charge/,
    ],
  ])('get stuck when the function %s, and say why', async (_what, run, reason) => {
    let runs = 0;
    const { node, saga } = nodeWith({
      name: 'odd',
      input: z.null(),
      run: (steps: Steps<Tables>) => run(steps, ++runs),
    });
    const id = await begin(node, saga, null);
    const { state, reason: said } = await ended(node, id);
    expect([state, said]).toEqual(['stuck', expect.stringMatching(reason)]);
  });

  it('go on from where they were stuck, once somebody has seen to it', async () => {
    let broken = true;
    const undone: string[] = [];
    const { node, saga } = nodeWith({
      name: 'mended',
      input: z.null(),
      run: async (steps: Steps<Tables>) => {
        await steps.call('charge', {
          do: async () => {},
          undo: async (key) => {
            if (broken) throw new Error('away');
            undone.push(key);
          },
        });
        throw new SagaRefused('after all');
      },
    });
    const id = await begin(node, saga, null);
    expect(await ended(node, id)).toMatchObject({ state: 'stuck' });
    expect((await openSagas(node.database)).map((row) => row.id)).toContain(id);
    broken = false;
    expect(await resume(node.database, id, 'retry')).toBe(true);
    expect(await ended(node, id)).toMatchObject({ state: 'undone' });
    expect(undone).toEqual([`${id}/charge/undo`]);
    expect(await stepsTaken(node.database, id)).toMatchObject([{ name: 'charge', state: 'undone' }]);
    expect(await resume(node.database, id, 'retry')).toBe(false);
  });

  it('turn back when somebody says so', async () => {
    const payments = new Payments();
    const { node, saga } = nodeWith(checkout(payments));
    const id = await begin(node, saga, { amount: 5_000 });
    await reached(node, id, 'waiting');
    expect(await resume(node.database, id, 'undo')).toBe(true);
    expect(await ended(node, id)).toMatchObject({ state: 'undone', reason: 'undone by hand' });
    expect(payments.charged.size).toBe(0);
  });

  it('refuse an input that is not theirs, and a saga that was not added', async () => {
    const { node, saga } = nodeWith(checkout(new Payments()), {}, false);
    await expect(begin(node, saga, { amount: 'x' } as unknown as { amount: number })).rejects.toThrow(
      'amount',
    );
    await expect(begin(node, { ...saga, name: 'other' }, { amount: 1 })).rejects.toThrow(
      'does not have the saga other',
    );
  });
});

function hold(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((given) => (resolve = given));
  return { promise, resolve };
}
