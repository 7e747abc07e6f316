import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideAffected } from '../workspaces/affected.ts';
import { readWorkspaces, type Workspace } from '../workspaces/graph.ts';
import type { Lock } from '../workspaces/lock.ts';

/** The shop with payments apart: monolith and payments are processes. */
const workspaces: readonly Workspace[] = [
  { folder: 'apps/monolith', needs: ['clients/payments', 'modules/orders', 'modules/users'], testNeeds: [] },
  { folder: 'apps/payments', needs: ['clients/payments', 'modules/payments'], testNeeds: [] },
  { folder: 'clients/payments', needs: ['modules/payments', 'platform'], testNeeds: [] },
  { folder: 'modules/orders', needs: ['modules/payments', 'platform'], testNeeds: ['modules/users'] },
  { folder: 'modules/payments', needs: ['platform'], testNeeds: [] },
  { folder: 'modules/users', needs: ['platform'], testNeeds: [] },
  { folder: 'platform', needs: [], testNeeds: [] },
];
const all = workspaces.map(({ folder }) => folder);
const apps = ['apps/monolith', 'apps/payments'];

const lockWith = (versions: Readonly<Record<string, string>>): Lock => ({
  packages: {
    '': {},
    'apps/monolith': { dependencies: { common: '1', cookies: '1' } },
    'apps/payments': { dependencies: { common: '1' } },
    ...Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ),
  },
});
const before = lockWith({ common: '1', cookies: '1', linter: '1' });

const decide = (paths: readonly string[] | undefined, after = before) =>
  decideAffected({ paths, workspaces, locks: { before, after } });

describe('what a change affects', () => {
  it.each<[what: string, path: string, images: readonly string[], tests: readonly string[]]>([
    [
      'a module that one process has',
      'modules/users/src/host.ts',
      ['monolith'],
      [...apps, 'modules/orders', 'modules/users'],
    ],
    [
      'a module that both have',
      'modules/payments/src/index.ts',
      ['monolith', 'payments'],
      [...apps, 'clients/payments', 'modules/orders', 'modules/payments'],
    ],
    ['a migration', 'modules/orders/migrations/0002_more.sql', ['monolith'], [...apps, 'modules/orders']],
    ['a process', 'apps/payments/src/compose.ts', ['payments'], apps],
    ['a test', 'modules/payments/test/payments.test.ts', [], ['modules/payments']],
    ['prose', 'modules/payments/README.md', [], []],
    ['a manifest of the cluster', 'deploy/kubernetes/services/payments/base/deployment.yaml', [], []],
    ['a tool', 'tools/dev.ts', [], ['tools']],
    ['what tests run with', 'vitest.config.ts', [], [...all, 'tools'].sort()],
    ['the platform', 'platform/src/http/serve.ts', ['monolith', 'payments'], all],
    ['a base image', 'deploy/container/base-images.env', ['monolith', 'payments'], [...all, 'tools'].sort()],
    ['the compiler’s settings', 'tsconfig.base.json', ['monolith', 'payments'], [...all, 'tools'].sort()],
  ])('%s', (_, path, images, tests) => {
    const affected = decide([path]);
    expect(affected.images).toEqual(images);
    expect([...affected.tests].sort()).toEqual([...tests].sort());
  });

  it('of a lock file: the images that get another version of something, and every test', () => {
    const images = (versions: Readonly<Record<string, string>>) =>
      decide(['package-lock.json'], lockWith({ common: '1', cookies: '1', linter: '1', ...versions }));
    expect(images({ cookies: '2' }).images).toEqual(['monolith']);
    expect(images({ common: '2' }).images).toEqual(['monolith', 'payments']);
    expect(images({ linter: '2' })).toEqual({ images: [], tests: [...all, 'tools'].sort() });
  });

  it('is everything where it is not known what changed', () => {
    expect(decide(undefined)).toEqual({ images: ['monolith', 'payments'], tests: [...all, 'tools'].sort() });
  });

  it('is nothing where nothing changed', () => expect(decide([])).toEqual({ images: [], tests: [] }));
});

describe('affected.ts', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'affected-'));
    write('package.json', { workspaces: ['platform', 'modules/*', 'apps/*', 'clients/*'] });
    write('package-lock.json', before);
    write('platform/package.json', { name: '@shop/platform' });
    write('modules/alpha/package.json', { name: '@shop/alpha', dependencies: { '@shop/platform': '*' } });
    write('modules/beta/package.json', { name: '@shop/beta', devDependencies: { '@shop/alpha': '*' } });
    write('apps/one/package.json', { name: '@shop/one', dependencies: { '@shop/alpha': '*', pg: '8' } });
    write('apps/two/package.json', { name: '@shop/two', dependencies: { '@shop/beta': '*' } });
    git('init', '-q', '-b', 'main');
    commit();
    git('switch', '-qc', 'change');
    write('modules/alpha/src/index.ts', {});
    commit();
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('reads the graph of the workspaces', () => {
    expect(readWorkspaces(root)).toEqual([
      { folder: 'apps/one', needs: ['modules/alpha'], testNeeds: [] },
      { folder: 'apps/two', needs: ['modules/beta'], testNeeds: [] },
      { folder: 'modules/alpha', needs: ['platform'], testNeeds: [] },
      { folder: 'modules/beta', needs: [], testNeeds: ['modules/alpha'] },
      { folder: 'platform', needs: [], testNeeds: [] },
    ]);
  });

  it.each([
    ['main', 'images=["one"]\ntests=apps/one apps/two modules/alpha modules/beta\n'],
    ['HEAD', 'images=[]\ntests=\n'],
    [
      'no-such-commit',
      'images=["one","two"]\ntests=apps/one apps/two modules/alpha modules/beta platform tools\n',
    ],
  ])('prints what the commits since %s affect', (base, output) => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const tool = fileURLToPath(new URL('../affected.ts', import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, tool, '--base', base], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe(output);
  });

  function write(path: string, content: object): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }

  const git = (...args: string[]) => execFileSync('git', args, { cwd: root });

  function commit(): void {
    git('add', '-A');
    git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '-qm', 'change');
  }
});
