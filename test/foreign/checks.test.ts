/** What emitted tests check: a service that keeps its contract passes, and each thing that is spoilt in one is found. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadForeignRuntime } from '../../src/templates/index.ts';
import { writeFileIn } from '../support/write-project.ts';

type Wire = Record<string, unknown>;
interface Check {
  readonly name: string;
  readonly skip?: string;
  run(): Promise<void>;
}
type Values = (draw: unknown) => unknown;
interface Testing {
  valueChecks(service: object, messages: Record<string, Values>): Check[];
  placementChecks(service: object, messages: Record<string, Values>, fixture: unknown): Check[];
  faultChecks(service: object, golden: object): Check[];
  contractChecks(service: object, golden: object): Check[];
  readonly object: (required: Record<string, Values>, optional?: Record<string, Values>) => Values;
  readonly text: Values;
  readonly number: Values;
}
interface Codec {
  readonly child: (parent: unknown, key: string) => unknown;
  readonly root: unknown;
  readString(value: unknown, parent: unknown, key: string): string;
  readNumber(value: unknown, parent: unknown, key: string): number;
  readObject(value: unknown, parent: unknown, key: string): Wire;
}

let testing: Testing;
let codec: Codec;
let context: { currentContext(): object | undefined };
beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-checks-'));
  writeFileIn(root, 'package.json', '{ "type": "module" }');
  for (const [path, text] of loadForeignRuntime()) writeFileIn(root, path, text);
  const load = async (path: string): Promise<unknown> => import(pathToFileURL(join(root, path)).href);
  testing = (await load('testing/index.ts')) as Testing;
  codec = (await load('rpc/codec/index.ts')) as Codec;
  context = (await load('context/index.ts')) as typeof context;
});

class Refused extends Error {}

interface Receipt {
  readonly id: string;
  readonly amount: number;
}

/** A service of one method, as it is emitted; `spoil` replaces parts of it. */
function service(spoil: object = {}, safety = 'mutating'): object {
  const read = (value: unknown): Receipt => {
    const from = codec.readObject(value, codec.root, 'result');
    const id = codec.readString(from['id'], codec.root, 'id');
    return { id, amount: codec.readNumber(from['amount'], codec.root, 'amount') };
  };
  const refused = {
    name: 'Refused',
    status: 422,
    matches: (error: unknown) => error instanceof Refused,
    encode: () => ({}),
    decode: (message: string) => new Refused(message),
  };
  const charge = {
    name: 'charge',
    safety,
    encodeArgs: ([receipt]: [Receipt]) => ({ receipt: { id: receipt.id, amount: receipt.amount } }),
    decodeArgs: (body: unknown) => [read(codec.readObject(body, codec.root, 'args')['receipt'])],
    encodeResult: read,
    decodeResult: read,
    errors: [refused],
    ...spoil,
  };
  return { name: 'Payments', slug: 'payments', contractHash: 'a', methods: { charge } };
}

const messages = (): Record<string, Values> => {
  const { object, text, number } = testing;
  const receipt = object({ id: text, amount: number });
  return {
    'charge request': object({ receipt }),
    'charge answer': receipt,
    Refused: object({ message: text, data: object({}) }),
  };
};

const golden = {
  exact: {
    'charge request': { receipt: { id: 'a', amount: 1 } },
    'charge answer': { id: 'a', amount: 1 },
    Refused: { message: 'no', data: {} },
  },
  shape: {},
};

/** Names of the checks that fail, with what they say. */
async function failures(checks: readonly Check[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of checks)
    await run().catch((error: unknown) => failed.push(`${name}: ${String(error)}`));
  return failed;
}

const fixture = (charge: (receipt: Receipt) => Promise<unknown>) => () => ({ implementation: { charge } });

describe('values', () => {
  it('pass where nothing is lost', async () => {
    expect(await failures(testing.valueChecks(service(), messages()))).toEqual([]);
  });

  it.each([
    [
      'a field is lost',
      { encodeResult: ({ id }: Receipt) => ({ id, amount: 1 }) },
      'charge answer keeps every value',
    ],
    [
      'arguments change places',
      { encodeArgs: ([{ amount }]: [Receipt]) => ({ receipt: { id: `${amount}`, amount } }) },
      'charge hands on',
    ],
    [
      'foreign JSON is no WireError',
      { decodeResult: (body: Wire) => ({ id: (body['id'] as string).trim() }) },
      'charge answer refuses',
    ],
  ])('fail where %s', async (_, spoil, name) => {
    expect((await failures(testing.valueChecks(service(spoil), messages()))).join()).toContain(name);
  });

  it('are skipped where a class refuses all of them', () => {
    const none = { decodeResult: () => codec.readString(1, codec.root, 'x') };
    const [, , answer] = testing.valueChecks(service(none), messages());
    expect(answer).toMatchObject({ skip: 'a class in it refuses what was tried' });
  });
});

describe('the implementation', () => {
  const check = (charge: (receipt: Receipt) => Promise<unknown>): Promise<string[]> =>
    failures(testing.placementChecks(service(), messages(), fixture(charge)));

  it.each([
    ['answers', async ({ id, amount }: Receipt) => ({ id, amount })],
    ['fails', () => Promise.reject(new TypeError('undeclared'))],
    ['refuses', () => Promise.reject(new Refused('no'))],
    ['makes ids', async ({ amount }: Receipt) => ({ id: crypto.randomUUID(), amount })],
    ['asks for the time', async ({ id }: Receipt) => ({ id, amount: Date.now() })],
    ['throws dice', async ({ id }: Receipt) => ({ id, amount: Math.random() < 0.5 ? 1 : 2 })],
  ])('passes where it %s', async (_, charge) => {
    expect(await check(charge)).toEqual([]);
  });

  it('fails where it returns what its type does not say', async () => {
    const [first] = await check(async ({ id }) => ({ id, amount: null }));
    expect(first).toContain('charge returned what its type does not say');
  });

  it('fails where it depends on where it runs', async () => {
    const [first] = await check(async ({ id }) => ({ id, amount: context.currentContext() ? 1 : 2 }));
    expect(first).toContain('in loopback');
  });

  it('is skipped without a fixture', () => {
    expect(testing.placementChecks(service(), messages(), undefined)).toMatchObject([
      { skip: expect.any(String) },
    ]);
  });
});

describe.each(['readonly', 'idempotent', 'mutating'])('a method that is %s', (safety) => {
  it('comes to what was agreed under every fault', async () => {
    const checks = testing.faultChecks(service({}, safety), golden);
    expect(checks.length).toBeGreaterThan(20);
    expect(await failures(checks)).toEqual([]);
  }, 30_000);
});
