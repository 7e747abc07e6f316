import { describe, expect, it } from 'vitest';
import { measured, shop, type Texts } from './codebase.ts';

const module_ = (name: string, file: string, text: string): Texts => ({
  [`src/modules/${name}/${file}.ts`]: text,
});
const pair = (a: string, b: string, more: Texts = {}): Texts => ({
  'package.json': '{}',
  ...module_('a', 'a', a),
  ...module_('b', 'b', b),
  ...more,
});

describe('imports between modules', () => {
  it.each<[string, Texts, unknown[]]>([
    [
      'a value',
      pair("import { b } from '../b/b.js';\nb();", 'export const b = () => 1;'),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      'a type',
      pair("import type { B } from '../b/b.ts';\nexport type A = B;", 'export type B = 1;'),
      [['a', 'b', 0, 0, 1]],
    ],
    [
      'a name that stands in types alone',
      pair("import { B } from '../b/b';\nexport const a = (b: B) => 1;", 'export class B {}'),
      [['a', 'b', 0, 0, 1]],
    ],
    [
      'an instance that is handed over',
      pair(
        "import type { B } from '../b/b';\nexport class A { constructor(private b: B) {} }",
        'export class B {}',
      ),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      'require',
      pair("const { b } = require('../b/b');\nb();", 'exports.b = () => 1;'),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      'import()',
      pair("export const a = () => import('../b/b.js');", 'export const b = 1;'),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      'an alias of tsconfig',
      pair("import { b } from '@/modules/b/b';\nb();", 'export const b = () => 1;', {
        'tsconfig.json':
          '{ // comment\n "extends": "@missing/config", "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      }),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      '#imports',
      pair("import { b } from '#b';\nb();", 'export const b = () => 1;', {
        'package.json': '{ "imports": { "#b": "./dist/modules/b/b.js" } }',
      }),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      'past an index',
      pair("import { x } from '../b/x';\nx();", '', {
        ...module_('b', 'index', "export * from './b';"),
        ...module_('b', 'x', 'export const x = () => 1;'),
      }),
      [['a', 'b', 1, 1, 0]],
    ],
    [
      'through an index',
      pair("import { x } from '../b';\nx();", '', {
        ...module_('b', 'index', "export * from './x';"),
        ...module_('b', 'x', 'export const x = () => 1;'),
      }),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      'deep, where there is no index',
      pair("import { x } from '../b/deep/x';\nx();", '', {
        'src/modules/b/deep/x.ts': 'export const x = () => 1;',
      }),
      [['a', 'b', 1, 1, 0]],
    ],
    [
      'through a common index',
      pair("import { b } from '..';\nb();", 'export const b = () => 1;', {
        'src/modules/index.ts': "export * from './a/a';\nexport * from './b/b';",
      }),
      [['a', 'b', 1, 0, 0]],
    ],
    [
      'a test does not count',
      pair('', 'export const b = 1;', module_('a', 'a.test', "import { b } from '../b/b';\nb;")),
      [],
    ],
  ])('%s', async (_title, files, expected) => {
    const { code } = await measured(files);
    expect(
      code.edges.map(({ from, to, imports, internals, typeOnly }) => [
        from,
        to,
        imports,
        internals,
        typeOnly,
      ]),
    ).toEqual(expected);
  });

  it('by the name of a package, to its source', async () => {
    const { code } = await measured({
      'package.json': '{}',
      'packages/modules/a/package.json': '{ "name": "@x/a" }',
      'packages/modules/a/src/index.ts': "import { b } from '@x/b';\nimport { d } from '@x/b/deep';\nb(d);",
      'packages/modules/b/package.json':
        '{ "name": "@x/b", "exports": { ".": "./dist/index.js", "./deep": "./dist/deep.js" } }',
      'packages/modules/b/src/index.ts': 'export const b = (d: number) => d;',
      'packages/modules/b/src/deep.ts': 'export const d = 1;',
    });
    expect(code.edges).toMatchObject([{ from: 'a', to: 'b', imports: 2, internals: 0 }]);
  });
});

describe('cycles', () => {
  it('are found once each, with an import for every step; types alone make none', async () => {
    const { code } = await measured({
      'package.json': '{}',
      ...module_('a', 'a', "import { b } from '../b/b';\nb();"),
      ...module_('b', 'b', "import { c } from '../c/c';\nexport const b = () => c();"),
      ...module_(
        'c',
        'c',
        "import { a } from '../a/a';\nimport type { D } from '../d/d';\nexport const c = () => a as D;",
      ),
      ...module_('d', 'd', "import { c } from '../c/c';\nexport type D = 1;\nc();"),
    });
    expect(code.cycles.map(({ modules }) => modules)).toEqual([['a', 'b', 'c']]);
    expect(code.cycles[0]?.example.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'src/modules/a/a.ts:1',
      'src/modules/b/b.ts:1',
      'src/modules/c/c.ts:1',
    ]);
  });
});

describe('chains of calls', () => {
  const service = (name: string, uses: readonly string[], body: string): Texts =>
    module_(
      name,
      `${name}-service`,
      `${uses.map((one) => `import { ${one}Service } from '../${one.toLowerCase()}/${one.toLowerCase()}-service';`).join('\n')}
export class ${name[0]?.toUpperCase()}${name.slice(1)}Service {
  constructor(${uses.map((one) => `private ${one.toLowerCase()}: ${one}Service`).join(', ')}) {}
  async run(): Promise<void> { ${body} }
}`,
    );

  it('count an operation that reaches three other modules, once, from where it starts', async () => {
    const { code } = await measured({
      'package.json': '{}',
      'src/http.ts':
        "import { AService } from './modules/a/a-service';\nexport const routes = (router: any, a: AService) => router.post('/x', async () => a.run());\n",
      ...service('a', ['B', 'C'], 'await this.b.run(); await this.c.run();'),
      ...service('b', ['D'], 'return this.d.run();'),
      ...service('c', [], ''),
      ...service('d', [], ''),
    });
    expect(code.chains).toMatchObject([{ operation: 'AService.run', module: 'a', reaches: ['b', 'c', 'd'] }]);
    expect(code.chains[0]?.steps.slice(0, 2)).toEqual(['a: AService.run', 'b: BService.run']);
  });

  it('leave out what is not waited for, and what only puts things together', async () => {
    const { code } = await measured({
      'package.json': '{}',
      'src/compose.ts':
        "import { A } from './modules/a/a';\nimport { B } from './modules/b/b';\nexport function compose() { return new A(new B()); }\n",
      ...module_(
        'a',
        'a',
        "import { B } from '../b/b';\nexport class A { constructor(private b: B) {} async run() { const x = this.b.name(); return x; } }",
      ),
      ...module_('b', 'b', "export class B { name(): string { return 'b'; } }"),
    });
    expect(code.operations).toBe(0);
  });
});

describe('data', () => {
  it('tells who writes which table, and which two write one', async () => {
    const { data } = await measured({
      ...shop,
      'src/modules/orders/refund.ts':
        "export const refund = (db: any) => db.query('UPDATE invoices SET paid = false');\n",
    });
    expect(data.tables.map(({ table, writers }) => [table, writers])).toEqual([
      ['invoices', ['billing', 'orders']],
      ['orders', ['orders']],
    ]);
    expect(data.items.find(({ id }) => id === 'data.shared-tables')).toMatchObject({
      figure: '1 of 2 that are written',
      answers: { question: 'A-shared-db', value: 'yes' },
    });
  });

  it('does not take a common data layer for independence', async () => {
    const { data } = await measured({
      ...pair('export const a = 1;', 'export const b = 1;'),
      'src/db/store.ts': "export const save = (db: any) => db.query('INSERT INTO things (id) VALUES (1)');\n",
    });
    const item = data.items.find(({ id }) => id === 'data.shared-tables');
    expect(item).toMatchObject({ certainty: 'unknown', why: expect.stringContaining('common data layer') });
    expect(item?.answers).toBeUndefined();
  });

  it('finds a transaction that writes tables of two modules', async () => {
    const { data } = await measured({
      ...shop,
      'src/modules/orders/both.ts':
        "export const both = (knex: any) => knex.transaction(async (trx: any) => { await trx('orders').insert({}); await trx('invoices').insert({}); });\n",
      'src/modules/billing/entity.ts':
        "import { Entity } from 'typeorm';\n@Entity('invoices')\nexport class Invoice {}\n",
      'src/modules/orders/entity.ts':
        "import { Entity } from 'typeorm';\n@Entity('orders')\nexport class Order {}\n",
    });
    expect(data.transactions).toMatchObject([
      { modules: ['billing', 'orders'], tables: ['invoices', 'orders'] },
    ]);
  });
});
