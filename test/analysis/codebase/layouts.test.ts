/** What a codebase is, whatever its package manager and its settings. */
import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from '../../../src/analysis/index.ts';
import { codes, json, open, opened } from './open.ts';

const service = `import { round } from '@app/money';
export class Billing { async total(): Promise<number> { return round(1.5); } }`;
const money = 'export const round = (amount: number): number => Math.round(amount);';

const config = (options: object, more: object = {}) =>
  json({ compilerOptions: { strict: true, ...options }, ...more });

/** Every one of them resolves `@app/money` from the file of the target. */
const layouts: Readonly<Record<string, { files: Record<string, string>; target: string; is: object }>> = {
  'a package with an alias, in CommonJS': {
    files: {
      'tsconfig.json': config({
        module: 'commonjs',
        baseUrl: '.',
        paths: { '@app/*': ['src/lib/*'] },
        target: 'es2019',
      }),
      'src/billing.ts': service,
      'src/lib/money.ts': money,
    },
    target: 'src/billing.ts',
    is: {
      workspaces: 'none',
      moduleKind: 'commonjs',
      folder: '',
      sourceRoot: 'src',
      tsconfig: 'tsconfig.json',
    },
  },
  'an alias without baseUrl, in a tsconfig with comments and trailing commas': {
    files: {
      'tsconfig.json': `{ // ours
        "extends": ["./base.json"], "compilerOptions": { /* modules */ "module": "esnext", "moduleResolution": "bundler", }, }`,
      'base.json': config({ paths: { '@app/money': ['./shared/money.ts'] } }),
      'server/billing.ts': service,
      'shared/money.ts': money,
    },
    target: 'server/billing.ts',
    is: { moduleKind: 'esm', sourceRoot: 'server', tsconfig: 'tsconfig.json' },
  },
  'npm workspaces, with sources behind built files': {
    files: {
      'package.json': json({ name: 'root', workspaces: ['packages/*'] }),
      'packages/billing/package.json': json({ name: '@app/billing', type: 'module' }),
      'packages/billing/tsconfig.json': config({ module: 'nodenext' }),
      'packages/billing/src/billing.ts': service,
      'packages/money/package.json': json({
        name: '@app/money',
        main: './dist/index.js',
        types: './dist/index.d.ts',
      }),
      'packages/money/src/index.ts': money,
    },
    target: 'packages/billing/src/billing.ts',
    is: {
      workspaces: 'npm',
      folder: 'packages/billing',
      packageName: '@app/billing',
      moduleKind: 'esm',
      sourceRoot: 'packages/billing/src',
    },
  },
  'pnpm workspaces with an exclusion': {
    files: {
      'package.json': json({ name: 'root' }),
      'pnpm-workspace.yaml': 'packages:\n  - "libs/**"\n  - apps/* # all\n  - "!libs/old"\n',
      'apps/api/package.json': json({ name: 'api' }),
      'apps/api/tsconfig.json': config({ module: 'node16' }),
      'apps/api/src/billing.ts': service,
      'libs/deep/money/package.json': json({
        name: '@app/money',
        exports: { '.': { import: './src/index.ts' } },
      }),
      'libs/deep/money/src/index.ts': money,
    },
    target: 'apps/api/src/billing.ts',
    is: { workspaces: 'pnpm', folder: 'apps/api', moduleKind: 'commonjs' },
  },
  'a tsconfig that only refers to others': {
    files: {
      'tsconfig.json': json({
        files: [],
        references: [{ path: './tsconfig.test.json' }, { path: './tsconfig.app.json' }],
      }),
      'tsconfig.app.json': config(
        { module: 'esnext', paths: { '@app/*': ['./src/*'] } },
        { include: ['src'] },
      ),
      'tsconfig.test.json': config({ module: 'commonjs' }, { include: ['test'] }),
      'src/billing.ts': service,
      'src/money.ts': money,
    },
    target: 'src/billing.ts',
    is: { tsconfig: 'tsconfig.app.json', moduleKind: 'esm' },
  },
  'an alias that leads out of the package': {
    files: {
      'services/billing/package.json': json({ name: 'billing' }),
      'services/billing/tsconfig.json': config({ module: 'commonjs', paths: { '@app/*': ['../shared/*'] } }),
      'services/billing/src/billing.ts': service,
      'services/shared/money.ts': money,
    },
    target: 'services/billing/src/billing.ts',
    is: { root: '/codebase/services', folder: 'billing' },
  },
};

describe('a codebase', () => {
  it.each(Object.entries(layouts))('is read as %s', (_, { files, target, is }) => {
    const { codebase, program } = opened(files, target);
    expect(codebase).toMatchObject(is);
    expect(diagnosticsOf(program, program.files.map(program.pathOf))).toEqual([]);
  });

  it.each([
    ['5.4.2', 'strict', false],
    ['^4.9', 'strict', false],
    ['6.0.3', 'strict', true],
    ['7.0.2', 'strict', true],
  ] as const)('is as strict as TypeScript %s is by default', (typescript, option, expected) => {
    const files = {
      'package.json': json({ name: 'x', devDependencies: { typescript } }),
      'tsconfig.json': '{}',
      'src/a.ts': 'export class A { async a(): Promise<void> {} }',
    };
    expect(opened(files, 'src/a.ts').codebase.compilerOptions[option]).toBe(expected);
  });

  it.each([
    ['no tsconfig at all', {}, ['tsconfig-missing']],
    [
      'a tsconfig that does not parse',
      { 'tsconfig.json': '{ "compilerOptions": { "strict": tru' },
      ['tsconfig-broken'],
    ],
    [
      'a tsconfig that extends nothing',
      { 'tsconfig.json': json({ extends: './gone.json' }) },
      ['tsconfig-broken'],
    ],
    [
      'an option of another compiler',
      { 'tsconfig.json': config({ module: 'esnext', fromTheFuture: true }) },
      [],
    ],
  ] as const)('is read with %s', (_, files, expected) => {
    const outcome = open(
      { 'src/a.ts': 'export class A { async a(): Promise<void> {} }', ...files },
      'src/a.ts',
    );
    expect(outcome.ok).toBe(true);
    expect(codes(outcome)).toEqual(expected);
  });

  it('extends a package of the workspace that is not installed', () => {
    const files = {
      'package.json': json({ name: 'root', workspaces: ['packages/*'] }),
      'packages/settings/package.json': json({ name: '@app/settings' }),
      'packages/settings/base.json': config({ module: 'nodenext', strict: true }),
      'packages/settings/node.json': json({ extends: './base.json' }),
      'packages/billing/package.json': json({ name: '@app/billing' }),
      'packages/billing/tsconfig.json': json({ extends: '@app/settings/node.json' }),
      'packages/billing/src/billing.ts': 'export class Billing { async total(): Promise<void> {} }',
    };
    const outcome = open(files, 'packages/billing/src/billing.ts');
    expect(codes(outcome)).toEqual([]);
    expect(outcome.ok && outcome.value.codebase.compilerOptions).toMatchObject({ strict: true });
  });

  it('says to install a package that the settings extend', () => {
    const files = { 'tsconfig.json': json({ extends: '@tsconfig/node20' }), 'yarn.lock': '' };
    const workspace = { 'package.json': json({ name: 'root', workspaces: [] }) };
    const text = { 'src/a.ts': 'export class A { async a(): Promise<void> {} }' };
    const outcome = open({ ...files, ...workspace, ...text }, 'src/a.ts');
    expect(outcome.findings).toMatchObject([{ code: 'tsconfig-broken', args: { install: 'yarn install' } }]);
  });

  it('says which packages are not installed, and that they matter more near the target', () => {
    const files = {
      'tsconfig.json': config({ module: 'esnext' }),
      'src/a.ts':
        "import { Money } from 'far-money';\nexport interface A { pay(money: Money): Promise<void> }",
      'src/b.ts':
        "import { log } from '@far/log';\nimport type { A } from './a';\nexport const b = (a: A) => log(a);",
      'src/unrelated.ts': "import 'other';",
    };
    const found = open(files, 'src/a.ts').findings;
    expect(found.map(({ code, level, args }) => [code, level, 'packages' in args && args.packages])).toEqual([
      ['packages-not-installed', 'error', ['far-money']],
      ['packages-not-installed', 'warning', ['@far/log']],
    ]);
  });
});
