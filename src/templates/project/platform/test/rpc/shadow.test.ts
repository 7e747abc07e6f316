import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { Shadow } from '../../src/rpc/index.ts';
import type { ShadowOptions } from '../../src/rpc/index.ts';
import { differences } from '../../src/rpc/shadow/differences.ts';
import { connect, failureOf, Implementation, startFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { Declined, find, paymentsService } from './sample.ts';
import type { Payments, Receipt } from './sample.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Shadowed {
  readonly local: Implementation;
  readonly payments: Payments;
  readonly shadow: Shadow;
  readonly service: Fixture;
  readonly log: () => string;
}

async function startShadow(options: Partial<ShadowOptions> = {}): Promise<Shadowed> {
  const service = await startFixture();
  closers.push(() => service.close());
  const local = new Implementation();
  const lines: string[] = [];
  const shadow = new Shadow({
    service: paymentsService,
    remote: service.client,
    log: pino({}, { write: (line: string) => lines.push(line) }),
    percent: 100,
    random: () => 0.5,
    ...options,
  });
  return { local, payments: shadow.port<Payments>(local), shadow, service, log: () => lines.join('') };
}

const ofFind = ({ shadow }: Shadowed) => {
  const found = shadow.report().methods.find(({ method }) => method === 'find');
  if (found === undefined) throw new Error('find is not reported');
  return found;
};

describe('a shadowed port', () => {
  it('answers from this process, the same object, and asks the service afterwards', async () => {
    const shadowed = await startShadow();
    const kept: Receipt = { id: 'a', amount: 1, at: new Date(0) };
    shadowed.local.find = async () => kept;
    expect(await shadowed.payments.find('a')).toBe(kept);
    await shadowed.shadow.close();
    expect(shadowed.service.implementation.runs).toBe(1);
    expect(ofFind(shadowed)).toMatchObject({ compared: 1, mismatches: 0, unanswered: 0 });
  });

  it('finds a difference, and tells it without the data', async () => {
    const shadowed = await startShadow();
    shadowed.local.find = async (id) => ({ id, amount: 2, at: new Date(0) });
    await shadowed.payments.find('4000-0000-1111-2222');
    await shadowed.shadow.close();
    expect(shadowed.shadow.report().mismatches).toEqual([
      {
        method: 'find',
        kind: 'result',
        differences: [{ path: 'result.amount', local: 'number', remote: 'number' }],
      },
    ]);
    expect(shadowed.log()).toContain('Local and remote answers differ');
    expect(shadowed.log()).not.toContain('4000-0000');
  });

  it('compares errors by class and fields', async () => {
    const shadowed = await startShadow();
    expect(await failureOf(shadowed.payments.find('declined'))).toBeInstanceOf(Declined);
    shadowed.local.find = async () => {
      throw new Declined('other');
    };
    expect(await failureOf(shadowed.payments.find('declined'))).toMatchObject({ reason: 'other' });
    expect(await failureOf(shadowed.payments.find('a'))).toMatchObject({ reason: 'other' });
    await shadowed.shadow.close();
    expect(ofFind(shadowed)).toMatchObject({ compared: 3, mismatches: 2 });
    expect(
      shadowed.shadow.report().mismatches.map(({ kind, differences: [first] }) => [kind, first?.path]),
    ).toEqual([
      ['error', 'error.reason'],
      ['error', 'outcome'],
    ]);
  });

  it('takes the noise of a method off, and a volatile field out', async () => {
    const noisy = await startShadow({ random: () => 0.01 });
    let tick = 0;
    noisy.local.find = async (id) => ({ id, amount: 1, at: new Date(++tick) });
    for (let index = 0; index < 5; index++) {
      await noisy.payments.find('a');
      await expect.poll(() => ofFind(noisy).control.runs).toBe(index + 1);
    }
    expect(ofFind(noisy)).toMatchObject({ mismatches: 5, control: { runs: 5, mismatches: 5 } });
    const volatile = { ...find, comparison: { volatile: ['at'] } };
    const quiet = await startShadow({ service: { ...paymentsService, methods: { find: volatile } } });
    quiet.local.find = noisy.local.find;
    await quiet.payments.find('a');
    await quiet.shadow.close();
    expect(ofFind(quiet)).toMatchObject({ compared: 1, mismatches: 0 });
  });

  it('says ready after 1,000 equal samples of every readonly method', async () => {
    const shadowed = await startShadow();
    const { find: findOnly } = paymentsService.methods;
    const only = await startShadow({ service: { ...paymentsService, methods: { find: findOnly ?? find } } });
    expect(only.shadow.report()).toMatchObject({
      verdict: 'not-ready',
      missing: ['find: 0 of 1000 samples'],
    });
    for (let index = 0; index < 1_000; index++) {
      await only.payments.find('a');
      if (index % 8 === 7) await expect.poll(() => ofFind(only).compared, { interval: 1 }).toBe(index + 1);
    }
    await expect.poll(() => ofFind(only).compared).toBe(1_000);
    expect(only.shadow.report()).toMatchObject({ verdict: 'ready', missing: [] });
    expect(shadowed.shadow.report().verdict).toBe('not-ready');
  });

  it('repeats nothing that changes something, and tries its codecs', async () => {
    const shadowed = await startShadow();
    await shadowed.payments.charge('a', 5);
    await shadowed.payments.charge('a', Number.NaN);
    await shadowed.payments.cancel('a');
    await shadowed.shadow.close();
    expect(shadowed.service.implementation.runs).toBe(0);
    expect(shadowed.local.runs).toBe(3);
    expect(shadowed.shadow.report().mismatches).toMatchObject([{ method: 'charge', kind: 'cannot-be-sent' }]);
  });

  it('sends what the arguments were before the implementation changed them', async () => {
    const shadowed = await startShadow();
    const seen: string[] = [];
    shadowed.service.implementation.work = async (id) => void seen.push(id);
    await shadowed.payments.find('a');
    await shadowed.shadow.close();
    expect(seen).toEqual(['a']);
  });

  it('neither waits for the service nor fails with it', async () => {
    const shadowed = await startShadow();
    let letGo = (): void => {};
    const stuck = new Promise<void>((resolve) => (letGo = resolve));
    shadowed.service.implementation.work = () => stuck;
    for (let index = 0; index < 20; index++) await shadowed.payments.find('a');
    expect(ofFind(shadowed)).toMatchObject({ compared: 0, dropped: 12 });
    letGo();
    await shadowed.shadow.close();
    expect(ofFind(shadowed).compared).toBe(8);
    const down = await startShadow({ remote: connect(new URL('http://127.0.0.1:1')) });
    expect(await down.payments.find('a')).toMatchObject({ id: 'a' });
    await down.shadow.close();
    expect(ofFind(down)).toMatchObject({ compared: 0, mismatches: 0, unanswered: 1 });
  });

  it('leaves alone what is not sampled, and members that are no methods of the port', async () => {
    const shadowed = await startShadow({ percent: 0 });
    await shadowed.payments.find('a');
    await shadowed.shadow.close();
    expect(shadowed.service.implementation.runs).toBe(0);
    expect(shadowed.shadow.port(shadowed.local).runs).toBe(1);
    expect(shadowed.payments).toBeInstanceOf(Implementation);
    const { find: unbound } = shadowed.payments;
    expect(await unbound('a')).toMatchObject({ id: 'a' });
  });
});

describe('differences', () => {
  const table: readonly [string, unknown, unknown, readonly string[]][] = [
    ['equal values', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, []],
    ['another value deep inside', { a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] }, ['result.a.1.b']],
    ['an absent key', { a: 1 }, { a: 1, b: undefined }, ['result.b']],
    ['lists of other lengths', [1, 2], [1], ['result']],
    ['lists in another order', [1, 2], [2, 1], ['result.0', 'result.1']],
    ['sets in another order', new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }]), []],
    ['other sets', new Set([1]), new Set([2]), ['result']],
    [
      'maps in another order',
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      new Map([
        ['b', 2],
        ['a', 1],
      ]),
      [],
    ],
    ['a map with another value', new Map([['a', 1]]), new Map([['a', 2]]), ['result.string a']],
    ['dates', new Date(1), new Date(2), ['result']],
    ['bytes', new Uint8Array([1]), new Uint8Array([2]), ['result']],
    ['numbers, exactly', 0.1 + 0.2, 0.3, ['result']],
    ['null and undefined', null, undefined, ['result']],
  ];
  it.each(table)('%s', (_, local, remote, paths) => {
    expect(differences(local, remote).map(({ path }) => path)).toEqual(paths);
  });

  it('leaves out what is volatile, and the order of what is unordered', () => {
    const rules = { volatile: ['items.*.at'], unordered: ['tags'] };
    const local = { items: [{ id: 1, at: 1 }], tags: ['a', 'b'] };
    expect(differences(local, { items: [{ id: 1, at: 2 }], tags: ['b', 'a'] }, rules)).toEqual([]);
    expect(
      differences(local, { items: [{ id: 2, at: 2 }], tags: ['b', 'b'] }, rules).map(({ path }) => path),
    ).toEqual(['result.items.0.id', 'result.tags']);
  });
});
