import { describe, expect, it } from 'vitest';
import { diagnosticsOf, newErrors, openProgram, readWorkspacePackages } from '../../src/analysis/index.ts';

const files = {
  'package.json': JSON.stringify({ workspaces: ['modules/*', 'tool'] }),
  'tsconfig.base.json': JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      types: ['node'],
      rootDir: 'src',
      composite: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
  }),
  'modules/a/tsconfig.json': JSON.stringify({ extends: '../../tsconfig.base.json', include: ['src'] }),
  'modules/a/package.json': JSON.stringify({
    name: '@x/a',
    type: 'module',
    exports: { '.': { source: './src/index.ts', default: './dist/index.js' } },
  }),
  'modules/a/src/index.ts':
    "import { b } from '@x/b';\nimport { deep } from '@x/b/deep';\nexport const sum: Promise<number> = b;\nexport const wrong: string = deep;",
  'modules/a/src/unused.ts': 'export const broken: string = 1;',
  'modules/b/package.json': JSON.stringify({
    name: '@x/b',
    exports: { '.': { source: './src/index.ts' }, './*': { source: './src/*/index.ts' } },
  }),
  'modules/b/src/index.ts': 'export const b = Promise.resolve(1);',
  'modules/b/src/deep/index.ts':
    "export const deep = 1; export const bytes = Buffer.from('x'); export const signal: AbortSignal = new AbortController().signal;",
  'tool/package.json': JSON.stringify({ name: 'tool', main: './index.js' }),
};

const open = (changes: Record<string, string | undefined> = {}) =>
  openProgram({
    root: '/workspace',
    files: new Map(Object.entries({ ...files, ...changes })),
    entries: ['modules/a/src/index.ts'],
  });

describe('a program in memory', () => {
  it('loads what the entries import, and nothing else', () => {
    const program = open();
    expect(program.files.map((file) => program.pathOf(file))).toEqual([
      'modules/a/src/index.ts',
      'modules/b/src/deep/index.ts',
      'modules/b/src/index.ts',
    ]);
  });

  it('finds packages by their source, without links and without node_modules', () => {
    const program = open();
    const errors = diagnosticsOf(
      program,
      program.files.map((file) => program.pathOf(file)),
    );
    expect(errors.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['modules/a/src/index.ts', 4, 2322],
    ]);
  });

  it('tells what a change breaks', () => {
    const before = diagnosticsOf(open(), ['modules/a/src/index.ts']);
    const after = diagnosticsOf(
      open({ 'modules/b/src/index.ts': "export const b = Promise.resolve('1');" }),
      ['modules/a/src/index.ts'],
    );
    expect(newErrors(before, after).map(({ line }) => line)).toEqual([3]);
    expect(newErrors(after, after)).toEqual([]);
  });

  it('loads again with some files changed, and reads the rest as it was', () => {
    const before = open();
    const again = openProgram({
      root: before.root,
      files: new Map(
        Object.entries({ ...files, 'modules/b/src/index.ts': "export const b = Promise.resolve('1');" }),
      ),
      entries: ['modules/a/src/index.ts'],
      before,
    });
    const a = 'modules/a/src/index.ts';
    const found = newErrors(diagnosticsOf(before, [a]), diagnosticsOf(again, [a]));
    expect(found.map(({ line }) => line)).toEqual([3]);
    expect(again.file(a)).toBe(before.file(a));
    expect(again.file('modules/b/src/index.ts')).not.toBe(before.file('modules/b/src/index.ts'));
  });

  it('hides files of the disk', () => {
    const program = openProgram({
      root: import.meta.dirname,
      files: new Map([
        ['probe.ts', "import './program.test.ts';"],
        ['program.test.ts', undefined],
      ]),
      entries: ['probe.ts'],
    });
    expect(diagnosticsOf(program, ['probe.ts']).map(({ code }) => code)).toEqual([2882]);
  });

  it('leaves out entries that are not there', () => {
    expect(
      openProgram({ root: '/workspace', files: new Map(Object.entries(files)), entries: ['no.ts'] }).files,
    ).toEqual([]);
  });
});

it('reads packages with their source files', () => {
  const texts = new Map(Object.entries(files));
  const packages = readWorkspacePackages({
    read: (path) => texts.get(path),
    folders: (folder) => [
      ...new Set(
        [...texts.keys()]
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.split('/')[1] ?? ''),
      ),
    ],
  });
  expect(packages).toEqual([
    {
      name: '@x/a',
      directory: 'modules/a',
      entries: [{ specifier: '@x/a', file: 'modules/a/src/index.ts' }],
    },
    {
      name: '@x/b',
      directory: 'modules/b',
      entries: [
        { specifier: '@x/b', file: 'modules/b/src/index.ts' },
        { specifier: '@x/b/*', file: 'modules/b/src/*/index.ts' },
      ],
    },
    { name: 'tool', directory: 'tool', entries: [{ specifier: 'tool', file: 'tool/index.js' }] },
  ]);
});
