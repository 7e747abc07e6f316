import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { readBaseImages } from '../workspaces/base-images.ts';
import { type Lock, pruneLock } from '../workspaces/lock.ts';

const link = (resolved: string) => ({ resolved, link: true });

/** Two apps; each has a module of its own, and a version of `shared` that the other does not use. */
const lock: Lock = {
  packages: {
    '': {
      workspaces: ['platform', 'modules/*', 'apps/*'],
      devDependencies: { typescript: '6', vitest: '4' },
    },
    'apps/one': { dependencies: { '@shop/alpha': '*' } },
    'apps/two': { dependencies: { '@shop/beta': '*' } },
    'modules/alpha': {
      dependencies: { '@shop/platform': '*', shared: '1' },
      devDependencies: { vitest: '4' },
    },
    'modules/beta': { dependencies: { shared: '2' } },
    'modules/beta/node_modules/shared': {},
    'node_modules/@shop/one': link('apps/one'),
    'node_modules/@shop/two': link('apps/two'),
    'node_modules/@shop/alpha': link('modules/alpha'),
    'node_modules/@shop/beta': link('modules/beta'),
    'node_modules/@shop/platform': link('platform'),
    'node_modules/shared': { dependencies: { deep: '1' }, peerDependencies: { absent: '*' } },
    'node_modules/deep': { optionalDependencies: { native: '1' } },
    'node_modules/native': {},
    'node_modules/typescript': {},
    'node_modules/vitest': {},
    platform: { dependencies: { deep: '1' } },
  },
};

describe('a pruned lock file', () => {
  it('keeps what an app needs, however far away, and the compiler', () => {
    const { lock: pruned, workspaces } = pruneLock(lock, 'apps/one');
    expect(workspaces).toEqual(['apps/one', 'modules/alpha', 'platform']);
    expect(Object.keys(pruned.packages).sort()).toEqual([
      '',
      'apps/one',
      'modules/alpha',
      'node_modules/@shop/alpha',
      'node_modules/@shop/one',
      'node_modules/@shop/platform',
      'node_modules/deep',
      'node_modules/native',
      'node_modules/shared',
      'node_modules/typescript',
      'platform',
    ]);
    expect(pruned.packages['']).toEqual({ workspaces, devDependencies: { typescript: '6' } });
    expect(pruned.packages['modules/alpha']).not.toHaveProperty('devDependencies');
  });

  it('keeps the version that the workspace itself is given', () => {
    const paths = Object.keys(pruneLock(lock, 'apps/two').lock.packages);
    expect(paths).toContain('modules/beta/node_modules/shared');
    expect(paths).not.toContain('node_modules/shared');
  });

  it.each([
    ['an app that it does not know', lock, 'apps/three', 'does not know apps/three'],
    [
      'a dependency that it lacks',
      { packages: { '': {}, 'apps/one': { dependencies: { gone: '1' } } } },
      'apps/one',
      'has no gone, which apps/one needs',
    ],
  ])('refuses %s', (_, from: Lock, app, message) => {
    expect(() => pruneLock(from, app)).toThrow(message);
  });
});

describe('prune-lock.ts', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  });

  it('writes what npm ci needs', () => {
    const root = projectWith(['platform', 'modules/alpha', 'apps/one']);
    expect(prune(root)).toEqual({
      code: 0,
      output: 'apps/one is built from apps/one, modules/alpha, platform\n',
    });
    const manifest = JSON.parse(readFileSync(join(root, 'pruned/package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ workspaces: ['apps/one', 'modules/alpha', 'platform'] });
    expect(JSON.parse(readFileSync(join(root, 'pruned/modules/alpha/package.json'), 'utf8'))).toEqual({
      name: 'modules/alpha',
    });
  });

  it('says which workspace the Dockerfile forgets', () => {
    const { code, output } = prune(projectWith(['platform', 'apps/one']));
    expect(code).toBe(1);
    expect(output).toContain(
      'apps/one needs modules/alpha: copy modules/alpha/package.json in apps/one/Dockerfile',
    );
  });

  function projectWith(workspaces: readonly string[]): string {
    const root = mkdtempSync(join(tmpdir(), 'prune-'));
    made.push(root);
    const manifests = workspaces.map((name) => [
      `${name}/package.json`,
      { name, devDependencies: { vitest: '4' } },
    ]);
    const files = [['package.json', lock.packages['']], ['package-lock.json', lock], ...manifests] as const;
    for (const [path, content] of files as readonly (readonly [string, object])[]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), JSON.stringify(content));
    }
    return root;
  }
});

describe('base images', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  it('are read by name', () => {
    const text = `# why\n\nBUILD_IMAGE=docker.io/library/node:24@${digest}\n`;
    expect(readBaseImages(text)).toEqual({ BUILD_IMAGE: `docker.io/library/node:24@${digest}` });
  });

  it.each(['BUILD_IMAGE=node:24', 'BUILD_IMAGE=node:24@sha256:12', 'node:24'])('are not "%s"', (line) => {
    expect(() => readBaseImages(line)).toThrow(line.slice(line.indexOf('=') + 1));
  });
});

function prune(cwd: string): { code: number | null; output: string } {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const tool = fileURLToPath(new URL('../prune-lock.ts', import.meta.url));
  const args = ['--import', tsx, tool, 'apps/one'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}
