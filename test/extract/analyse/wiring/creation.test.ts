import { describe, expect, it } from 'vitest';
import { openCodebase } from '../../../../src/analysis/codebase/index.ts';
import { editText } from '../../../../src/changes/index.ts';
import { findWiring } from '../../../../src/extract/analyse/wiring/find-wiring.ts';
import type { Wiring } from '../../../../src/extract/analyse/wiring/model.ts';
import { outsiderFindings } from '../../../../src/extract/analyse/wiring/outsiders.ts';
import { programForWiring } from '../../../../src/extract/analyse/wiring/widen.ts';
import { relativeSpecifier } from '../../../../src/extract/emit/foreign/specifiers.ts';
import { valueOf } from '../../../support/build-case.ts';

const ground = {
  'package.json': '{ "name": "app", "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true } }',
  'src/payments.ts': `export interface Payments { charge(id: string): Promise<number> }
export class PaymentService implements Payments {
  constructor(private readonly db: { url: string }, readonly key?: string) {}
  async charge(id: string): Promise<number> { return this.db.url.length + id.length; }
}
`,
  'src/db.ts': `export class Db { constructor(readonly url: string) {} async connect(): Promise<void> {} on(_: string): void {} }
export const openDb = (url: string): Db => new Db(url);
`,
};

interface Found {
  readonly wiring: Wiring;
  readonly codes: readonly string[];
  /** A file after the edits. */
  after(path: string): string;
}

function wire(files: Readonly<Record<string, string>>, target = 'src/payments.ts#PaymentService'): Found {
  const all: Record<string, string> = { ...ground, ...files };
  const opened = valueOf(openCodebase({ cwd: '/memory', target, files: new Map(Object.entries(all)) }));
  const { port } = opened;
  const request = {
    port,
    binder: { name: 'bindPayments', file: 'src/remote/payments/bind.ts' },
    specifier: (from: string, to: string) => relativeSpecifier(from, to, 'js'),
  };
  const program = programForWiring(opened, request);
  const wiring = findWiring({ ...request, program });
  const outside = outsiderFindings({ program, port, generated: 'src/remote', methods: ['charge'] });
  return {
    wiring,
    codes: [...wiring.findings, ...outside].map(({ code }) => code),
    after: (path) => editText(all[path] ?? '', wiring.edits.get(path) ?? []),
  };
}

const main = (text: string): Record<string, string> => ({
  'src/main.ts': `import { openDb } from './db.js';\nimport { PaymentService } from './payments.js';\n${text}`,
});

describe('where an object is made', () => {
  it('binds a construction where the program starts, without what starts the program', () => {
    const { wiring, codes, after } = wire(
      main(`import { createServer } from 'node:http';
const db = openDb(process.env['DB'] ?? '');
await db.connect();
db.on('error');
export const payments = new PaymentService(db, process.env['KEY']);
createServer().listen(3000);
`),
    );
    expect(after('src/main.ts')).toContain(
      "payments = bindPayments(() => new PaymentService(db, process.env['KEY']));",
    );
    expect(after('src/main.ts')).toContain("import { bindPayments } from './remote/payments/bind.js';\n");
    expect(wiring.composition?.statements).toEqual([
      "const db = openDb(process.env['DB'] ?? '');",
      'await db.connect();',
    ]);
    expect(wiring.composition?.async).toBe(true);
    expect(codes).toEqual(['composition-effect-left-out']);
  });

  it('follows parameters and members of this to their only callers', () => {
    const { wiring } = wire({
      ...main(`import { App } from './app.js';
const app = new App({ db: openDb('x'), name: 'app' });
void app.payments.charge('1');
`),
      'src/app.ts': `import { PaymentService } from './payments.js';
import type { Db } from './db.js';
export class App {
  readonly payments: PaymentService;
  private readonly db: Db;
  constructor(deps: { db: Db; name: string }) {
    this.db = deps.db;
    this.payments = new PaymentService(this.db, 'key');
  }
}
`,
    });
    expect(wiring.composition?.statements).toEqual(["const db = openDb('x');"]);
    expect(wiring.composition?.expression).toBe("new PaymentService(db, 'key')");
  });

  it('binds the only call of a factory, and what a shared factory returns', () => {
    const factory = {
      'src/factory.ts': `import { openDb } from './db.js';
import { PaymentService } from './payments.js';
export function createPayments(url: string): PaymentService { return new PaymentService(openDb(url)); }
`,
    };
    const one = wire({
      ...factory,
      'src/a.ts': `import { createPayments } from './factory.js';\nexport const a = createPayments('a');\n`,
    });
    expect(one.after('src/a.ts')).toContain("export const a = bindPayments(() => createPayments('a'));");
    expect(one.wiring.composition?.expression).toBe("createPayments('a')");
    const two = wire({
      ...factory,
      'src/a.ts': `import { createPayments } from './factory.js';\nexport const a = createPayments('a');\n`,
      'src/b.ts': `import { createPayments } from './factory.js';\nexport const b = createPayments('a');\n`,
    });
    expect(two.after('src/factory.ts')).toContain(
      'return bindPayments(() => new PaymentService(openDb(url)));',
    );
    expect(two.wiring.composition?.expression).toBe("createPayments('a')");
  });

  it('waits for what can only be made asynchronously', () => {
    const { wiring, after } = wire({
      'src/factory.ts': `import { openDb } from './db.js';
import { PaymentService } from './payments.js';
export const createPayments = async (): Promise<PaymentService> => { const db = openDb('a'); await db.connect(); return new PaymentService(db); };
`,
      'src/a.ts': `import { createPayments } from './factory.js'\nexport const a = await createPayments()\n`,
    });
    expect(after('src/a.ts')).toContain('export const a = await bindPaymentsAsync(() => createPayments())\n');
    expect(wiring.composition).toMatchObject({ expression: 'await createPayments()', async: true });
  });

  it.each<[string, string, string]>([
    [
      'instances that differ',
      `export const a = new PaymentService(openDb('a')), b = new PaymentService(openDb('b'));`,
      'many-instances',
    ],
    [
      'a value that changes',
      `let db = openDb('a'); db = openDb('b'); export const a = new PaymentService(db);`,
      'composition-not-found-out',
    ],
    [
      'a parameter that nobody passes',
      `export function make(url: string) { const keep = { p: new PaymentService(openDb(url)) }; return keep; }`,
      'composition-not-found-out',
    ],
    [
      'a path of the file',
      `export const a = new PaymentService(openDb(import.meta.url));`,
      'composition-not-found-out',
    ],
    [
      'a test for its class',
      `export const a = new PaymentService(openDb('a')); export const is = (x: unknown) => x instanceof PaymentService;`,
      'instanceof-implementation',
    ],
    [
      'a subclass',
      `export const a = new PaymentService(openDb('a')); export class Fast extends PaymentService {}`,
      'implementation-subclassed',
    ],
    [
      'a field that callers read',
      `export const a = new PaymentService(openDb('a')); export const key = a.key;`,
      'private-access',
    ],
  ])('says of %s why it is no service', (_, text, code) => {
    expect(wire(main(`${text}\n`)).codes).toContain(code);
  });

  it('says so where nothing makes it', () => {
    expect(wire({ 'src/a.ts': 'export const a = 1;' }).codes).toEqual(['wiring-not-found']);
  });

  it('stays in a factory that declares less than it makes', () => {
    const { wiring, after } = wire({
      'src/make.ts': `import { PaymentService } from './payments.js';
export interface Charges { charge(id: string): Promise<number> }
export const makeCharges = (): Charges => {
  return new PaymentService({ url: 'a' });
};
`,
      'src/main.ts': `import { makeCharges } from './make.js';
const charges = makeCharges();
void charges.charge('x');
`,
    });
    expect(after('src/make.ts')).toContain("return bindPayments(() => new PaymentService({ url: 'a' }));");
    expect(wiring.composition?.expression).toBe('makeCharges()');
  });

  it('says of an object that it is more than the port', () => {
    const { wiring } = wire(
      {
        'src/roles.ts': `export interface Charges { charge(id: string): Promise<number> }
export interface Refunds { refund(id: string): Promise<number> }
export class Both implements Charges, Refunds {
  async charge(id: string): Promise<number> { return id.length; }
  async refund(id: string): Promise<number> { return -id.length; }
}
export const use = (charges: Charges, refunds: Refunds): unknown => [charges, refunds];
`,
        'src/main.ts': `import { Both, use } from './roles.js';
const both = new Both();
use(both, both);
`,
      },
      'src/roles.ts#Charges',
    );
    expect(wiring.findings).toMatchObject([
      { code: 'object-in-other-roles', args: { roles: ['Refunds'], target: 'src/roles.ts#Both' } },
    ]);
  });

  it('says of a repository that it is looked up, and who does', () => {
    const { wiring } = wire({
      'src/connection.ts': `import { PaymentService } from './payments.js';
declare const connection: { getCustomRepository<T>(of: new (...given: never[]) => T): T };
export class Billing {
  all(): Promise<number> { return connection.getCustomRepository(PaymentService).charge('x'); }
}
`,
    });
    expect(wiring).toMatchObject({
      sites: [],
      findings: [{ code: 'repository-looked-up', args: { users: ['src/connection.ts#Billing'] } }],
    });
  });

  it('finds what it bound before', () => {
    const text = `import { bindPayments } from './remote/payments/bind.js';
export const a = bindPayments(() => new PaymentService(openDb('a')));
`;
    const { wiring } = wire(main(text));
    expect(wiring.edits.size).toBe(0);
    expect(wiring.composition?.expression).toBe("new PaymentService(openDb('a'))");
  });
});

describe('a file that hands calls on', () => {
  const file = `export let last = '';
export type Id = string;
export async function charge(id: Id): Promise<number> { last = id; return id.length; }
`;

  it('refuses a variable that is assigned to', () => {
    const { codes } = wire({ 'src/pay.ts': file }, 'src/pay.ts');
    expect(codes).toContain('mutable-export');
  });

  it('moves the body and keeps the path', () => {
    const { wiring, after } = wire(
      { 'src/pay.ts': file.replace('export let last', 'let last') },
      'src/pay.ts',
    );
    expect([...(wiring.files?.keys() ?? [])]).toEqual(['src/pay.impl.ts']);
    expect(after('src/pay.ts')).toContain("export * from './pay.impl.js';");
    expect(after('src/pay.ts')).toContain(
      'export const charge: typeof implementation.charge = (...args) => port.charge(...args);',
    );
  });
});
