/** What single parts of the emitted texts say. */
import { describe, expect, it } from 'vitest';
import type { Contract, Method, NamedType } from '../../../src/extract/contract/model.ts';
import { emitClient, emitService, renderPartsFor } from '../../../src/extract/emit/index.ts';
import type { BoundaryNotes, ClientOptions } from '../../../src/extract/emit/index.ts';
import { array, kinds, object, prop, ref, t } from './kinds-contract.ts';
import { payments } from './payments-contract.ts';

const render = renderPartsFor('shop');
const module = { name: '@shop/payments', folder: 'modules/payments' };
const options: ClientOptions = { scope: 'shop', module, suite: 'calls', render };

async function emitted(contract: Contract, path: string, notes?: BoundaryNotes): Promise<string> {
  const files = await emitClient(contract, { ...options, ...(notes === undefined ? {} : { notes }) });
  return files.get(path) ?? `no file ${path}`;
}

const changed = (change: Partial<Method>): Contract => ({
  ...payments,
  methods: payments.methods.map((method, index) => (index === 0 ? { ...method, ...change } : method)),
});

describe('the client', () => {
  it('says at each method that it is a remote call, and what it throws', async () => {
    expect(await emitted(payments, 'src/client.ts')).toContain(`
  /** Remote call (readonly, retried ≤ 3, 5 s). Throws PaymentNotFound | RemoteCallError. */
  readonly get = (orderId: string): Promise<Payment> => this.#rpc.call(getMethod, [orderId]);`);
  });

  it('says a timeout of its own', async () => {
    expect(await emitted(changed({ timeoutMs: 20_000 }), 'src/client.ts')).toContain('retried ≤ 3, 20 s)');
  });

  it('throws from a method that is kept local, and does not serve it', async () => {
    const contract = changed({ local: true });
    expect(await emitted(contract, 'src/client.ts')).toMatch(
      /readonly charge = \(\): never => \{\s+throw new Error\('Payments\.charge is kept local/,
    );
    expect(await emitted(contract, 'src/service.ts')).not.toContain('charge');
    expect(await emitted(contract, 'openapi.json')).not.toContain('Payments.charge');
  });
});

describe('names', () => {
  const point = (place: string): NamedType => ({
    kind: 'alias',
    name: 'Path',
    origin: { place: { file: 'a.ts', line: 1, column: 1 }, module: place, exported: true },
    type: object(prop('x', t('number'))),
  });
  const method = payments.methods[1];
  const contract: Contract = {
    ...payments,
    types: { Path: point('@shop/a'), 'Path~2': point('@shop/b') },
    methods:
      method === undefined
        ? []
        : [
            {
              ...method,
              throws: [],
              result: array(ref('Path')),
              parameters: [{ name: 'delete', type: ref('Path~2'), presence: 'required' }],
            },
          ],
  };

  it('of types that two modules have, or that emitted code uses itself, are told apart', async () => {
    const codecs = await emitted(contract, 'src/codecs.ts');
    expect(codecs).toContain("import type { Path as Path2 } from '@shop/a';");
    expect(codecs).toContain("import type { Path as Path3 } from '@shop/b';");
    expect(codecs).toContain('export function decodePath3(value: unknown, parent: Path, key: Key): Path3 {');
  });

  it('of parameters may be reserved words', async () => {
    const client = await emitted(contract, 'src/client.ts');
    expect(client).toContain('get = (deleteArg: Path3): Promise<Path2[]>');
    expect(await emitted(contract, 'src/service.ts')).toContain('delete: encodePath3(deleteArg, root, ');
  });

  it('of other modules are dependencies of the client', async () => {
    expect(JSON.parse(await emitted(contract, 'package.json'))).toMatchObject({
      dependencies: { '@shop/a': '*', '@shop/b': '*', '@shop/payments': '*', '@shop/platform': '*' },
    });
  });
});

it('codecs that would be too long are split by type', async () => {
  const types = Object.fromEntries(
    Array.from({ length: 120 }, (_, index) => {
      const fields = Array.from({ length: 8 }, (_unused, field) =>
        prop(`field${field}`, t('date'), 'optional'),
      );
      const next = index === 119 ? [] : [prop('next', ref(`Part${index + 1}`), 'optional')];
      const type = object(...fields, ...next);
      return [
        `Part${index}`,
        { kind: 'alias', name: `Part${index}`, origin: payments.origin, type },
      ] as const;
    }),
  );
  const method = payments.methods[1];
  const contract = {
    ...payments,
    types,
    methods: method === undefined ? [] : [{ ...method, result: ref('Part0'), throws: [] }],
  };
  const files = await emitClient(contract, options);
  expect(files.get('src/codecs/part0.ts')).toContain(
    "import { decodePart1, encodePart1 } from './part1.ts';",
  );
  expect(files.get('src/codecs.ts')).toContain("export * from './codecs/part0.ts';");
  expect(files.get('src/service.ts')).toContain("import { decodePart0, encodePart0 } from './codecs.ts';");
});

describe('the descriptor', () => {
  it('makes a key of the arguments that the tag names', async () => {
    const contract = changed({ safety: 'mutating', idempotencyKey: 'request.orderId' });
    expect(await emitted(contract, 'src/service.ts')).toContain(
      'idempotencyKey: ([request]) => String(request.orderId),',
    );
  });

  it('gives a call without that argument a key of its own', async () => {
    expect(await emitted(kinds, 'src/service.ts')).toContain('String(options?.limit ?? crypto.randomUUID())');
  });

  it('knows where the caller’s signal is', async () => {
    const service = await emitted(kinds, 'src/service.ts');
    expect(service).toContain('signal: ([, signal]) => signal,');
    expect(service).toContain('signal: ([, options]) => options?.signal,');
  });
});

describe('BOUNDARY.md', () => {
  it('lists methods, call sites and accepted findings', async () => {
    const text = await emitted(payments, 'BOUNDARY.md', {
      callSites: [
        {
          method: 'charge',
          file: 'modules/orders/src/a.ts',

          caller: 'settle',
          inLoop: true,
          inTransaction: false,
        },
      ],
      accepted: [{ code: 'shared-table', place: 'reports.ts:88', reason: 'nightly report' }],
    });
    expect(text).toMatch(
      /`charge` +\| idempotent +\| after any failure of the call +\| 5 s +\| `CardDeclined` \(402\), `ChargeMismatch` \(409\)/,
    );
    expect(text).toMatch(
      /`charge` \| modules\/orders\/src\/a\.ts \| `settle` \| one call per turn of a loop/,
    );
    expect(text).toContain('- `shared-table` at `reports.ts:88`: nightly report');
    expect(text).toContain('PAYMENTS_MODE=local');
  });

  it('tells only the differences that this contract has', async () => {
    const text = await emitted(payments, 'BOUNDARY.md');
    expect(text).toContain('Instances are made again');
    expect(text).not.toMatch(/lastIndex|AbortSignal|Maps are copied/);
    expect(await emitted(kinds, 'BOUNDARY.md')).toMatch(/lastIndex[\s\S]*AbortSignal/);
  });
});

describe('openapi.json', () => {
  it.each([payments, kinds])('has every schema that it refers to: $name', async (contract) => {
    const text = await emitted(contract, 'openapi.json');
    const document = JSON.parse(text) as { components: Record<string, Record<string, unknown>> };
    const refs = [...text.matchAll(/"\$ref": "#\/components\/(\w+)\/(\w+)"/g)];
    expect(refs.length).toBeGreaterThan(0);
    for (const [, kind = '', name = ''] of refs) expect(document.components[kind]).toHaveProperty(name);
  });

  it('has a path, a safety and the declared errors by status for each method', async () => {
    const document = JSON.parse(await emitted(payments, 'openapi.json')) as {
      paths: Record<string, unknown>;
    };
    expect(document.paths['/rpc/Payments/charge']).toMatchObject({
      post: {
        operationId: 'Payments.charge',
        'x-rpc-safety': 'idempotent',
        responses: {
          402: {
            content: {
              'application/problem+json': { schema: { $ref: '#/components/schemas/CardDeclinedProblem' } },
            },
          },
        },
      },
    });
  });
});

describe('the service', () => {
  it('constructs the module by the text of the composition root it comes from', async () => {
    const callText = 'createOrders({ users: users.port, config: h.config(ordersConfig) })';
    const files = await emitService(payments, {
      scope: 'shop',
      module,
      durable: true,
      port: 3100,
      render,
      composition: {
        callText,
        host: 'h',
        imports: [
          { specifier: '@shop/orders/host', imported: 'createOrders', name: 'createOrders' },
          { specifier: '@shop/orders/host', imported: 'ordersConfig', name: 'ordersConfig' },
        ],
        modules: [{ variable: 'users', module: 'users' }],
        statements: [],
      },
    });
    const compose = files.get('src/compose.ts');
    expect(compose).toContain(`const payments = ${callText};`);
    expect(compose).toContain("import { createOrders, ordersConfig } from '@shop/orders/host';");
    expect(compose).toContain("import { bindUsers } from '@shop/users-client';");
    expect(compose).toMatch(
      /const users = bindUsers\(h, \(\) => \{\s+throw new Error\('users is in a process of its own: set USERS_URL'\)/,
    );
    expect(files.get('src/main.ts')?.split('\n').length).toBeLessThanOrEqual(30);
    expect(JSON.parse(files.get('package.json') ?? '')).toMatchObject({
      dependencies: { '@shop/users-client': '*' },
    });
  });
});

it('the lock has its keys in order, whatever order they came in', async () => {
  const reversed = Object.fromEntries(Object.entries(payments).toReversed()) as unknown as Contract;
  expect(await emitted(reversed, 'contract.lock.json')).toBe(await emitted(payments, 'contract.lock.json'));
  expect(JSON.parse(await emitted(payments, 'contract.lock.json'))).toStrictEqual(
    JSON.parse(JSON.stringify(payments)),
  );
});
