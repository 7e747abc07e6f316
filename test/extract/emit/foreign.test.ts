/** What is read from a codebase of no particular form, emitted: it compiles in strict and in loose projects, and keeps its laws. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProgram } from '../../../src/analysis/index.ts';
import { inspectPort } from '../../../src/extract/analyse/index.ts';
import type { Contract } from '../../../src/extract/contract/model.ts';
import { readContract } from '../../../src/extract/contract/index.ts';
import { emitClient, renderPartsFor } from '../../../src/extract/emit/index.ts';
import { openWorkspace } from './emitted-workspace.ts';
import type { EmittedWorkspace } from './emitted-workspace.ts';

const fixture = fileURLToPath(new URL('fixtures/foreign/index.ts', import.meta.url));

function read(): ReturnType<typeof inspectPort> {
  const files = new Map([
    ['package.json', '{ "name": "codebase" }'],
    ['src/index.ts', readFileSync(fixture, 'utf8')],
  ]);
  const program = openProgram({ root: '/foreign', files, entries: ['src/index.ts'], packages: [] });
  return inspectPort(program, {
    kind: 'interface',
    slug: 'foreign',
    name: 'Foreign',
    exportName: 'Foreign',
    specifier: 'file:src/index.ts',
    entryFile: 'src/index.ts',
    place: { file: 'src/index.ts', line: 1, column: 1 },
    implementations: [],
  });
}

/** As if the file were a package: what `file:` becomes depends on where generated code stands. */
const packaged = (contract: Contract): Contract =>
  JSON.parse(JSON.stringify(contract).replaceAll('file:src/index.ts', '@probe/foreign')) as Contract;

/** Settings that other projects have. */
const loose: readonly (readonly [name: string, options: object])[] = [
  ['loose', { strict: false, noUncheckedIndexedAccess: false, exactOptionalPropertyTypes: false }],
  ['old', { target: 'es2020', lib: ['es2023'], strict: true, exactOptionalPropertyTypes: false }],
];

const config = (options: object): string =>
  JSON.stringify({
    extends: './tsconfig.json',
    compilerOptions: { ...options, noUnusedLocals: false },
    include: ['clients/foreign/src'],
  });

const report = read();

describe('a port of a foreign codebase', () => {
  let workspace: EmittedWorkspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
    const client = await emitClient(packaged(report.contract), {
      scope: 'shop',
      module: { name: '@probe/foreign', folder: 'modules/foreign' },
      suite: 'calls',
      render: renderPartsFor('shop'),
    });
    const sources = new Map([...client].filter(([path]) => !/placements|placed/.test(path)));
    await workspace.write('clients/foreign', sources);
    await workspace.write(
      '',
      new Map(loose.map(([name, options]) => [`tsconfig.${name}.json`, config(options)])),
    );
  });
  afterAll(() => workspace.remove());

  it('is carried whole', () => {
    expect(report.methods.filter(({ carried }) => !carried).map(({ name }) => name)).toEqual([]);
    expect(readContract(JSON.stringify(report.contract))).toMatchObject({ ok: true });
  });

  it('compiles under the flags of a generated project', async () => {
    expect(await workspace.run('tsc', '-p', '.')).toBeUndefined();
  }, 120_000);

  it.each(loose.map(([name]) => name))(
    'compiles in a project that is %s',
    async (name) => {
      expect(await workspace.run('tsc', '-p', `tsconfig.${name}.json`)).toBeUndefined();
    },
    120_000,
  );

  it('keeps the laws of its codecs', async () => {
    expect(await workspace.run('vitest', 'run')).toBeUndefined();
  }, 120_000);
});
