import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const checker = fileURLToPath(new URL('../boundaries.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

const exports = { '.': { source: './src/index.ts' }, './host': { source: './src/host.ts' } };

/** Two modules and an app, without a fault. */
const sound = {
  'tsconfig.json':
    '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }',
  'platform/package.json': JSON.stringify({
    name: '@press/platform',
    exports: { './*': { source: './src/*/index.ts' } },
  }),
  'platform/src/db/index.ts': 'export const db = 1;',
  'modules/alpha/package.json': JSON.stringify({
    name: '@press/alpha',
    exports,
    dependencies: { '@press/platform': '*' },
  }),
  'modules/alpha/src/index.ts': 'export const alpha = 1;',
  'modules/alpha/src/host.ts': `import { db } from '@press/platform/db'; import { alpha } from './index.ts'; export const host = alpha + db;`,
  'modules/alpha/src/domain/secret.ts': 'export const secret = 1;',
  'modules/beta/package.json': JSON.stringify({
    name: '@press/beta',
    exports,
    dependencies: { '@press/alpha': '*' },
  }),
  'modules/beta/src/index.ts': 'export const beta = 1;',
  'modules/beta/src/domain/service.ts': `import { alpha } from '@press/alpha'; export const two = alpha + 1;`,
  'apps/main/package.json': JSON.stringify({ name: '@press/main', dependencies: { '@press/alpha': '*' } }),
  'apps/main/src/main.ts': `import { host } from '@press/alpha/host'; export const main = host;`,
};

describe('boundaries', () => {
  it('finds nothing in a sound project, and says how much it read', () => {
    expect(check({})).toEqual({ code: 0, output: expect.stringContaining('7 files read, 0 problems') });
  });

  it('finds every kind of planted violation, with its place', () => {
    const planted: [rule: string, path: string, text: string][] = [
      ['host-only-for-apps', 'modules/beta/src/a.ts', `import '@press/alpha/host';`],
      ['modules-by-their-port', 'modules/beta/src/b.ts', `import '../../alpha/src/domain/secret.ts';`],
      ['no-module-internals', 'apps/main/src/c.ts', `import '../../../modules/alpha/src/domain/secret.ts';`],
      ['platform-knows-no-module', 'platform/src/d.ts', `import '@press/alpha';`],
      ['nothing-imports-an-app', 'modules/beta/src/e.ts', `import '../../../apps/main/src/main.ts';`],
      ['core-without-io', 'modules/alpha/src/domain/f.ts', `import '@press/platform/db';`],
      ['core-without-io', 'modules/alpha/src/domain/g.ts', `import '../host.ts';`],
      ['no-cycles', 'modules/alpha/src/h.ts', `import './i.ts';`],
      ['not among the dependencies', 'apps/main/src/j.ts', `import '@press/beta';`],
    ];
    const files = planted.map(([, path, text]) => [path, text] as const);
    const { code, output } = check({
      ...Object.fromEntries(files),
      'modules/alpha/src/i.ts': `import './h.ts';`,
    });
    for (const [rule, path] of planted)
      expect(output.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`${path}.*${rule}`)));
    expect(code).toBe(1);
  });

  it('finds modules that need each other, even for a type', () => {
    const { code, output } = check({ 'modules/alpha/src/x.ts': `export type { beta } from '@press/beta';` });
    expect(output).toContain('alpha → beta → alpha');
    expect(code).toBe(1);
  });

  it('does not pass where it reads nothing', () => {
    const files = Object.keys(sound).filter((path) => path.endsWith('.ts'));
    const { code, output } = check(Object.fromEntries(files.map((path) => [path, undefined])));
    expect(output).toContain('0 files read');
    expect(code).toBe(1);
  });
});

/** Runs the checker over the sound project with some files changed or (`undefined`) left out. */
function check(changes: Record<string, string | undefined>): { code: number | null; output: string } {
  const root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  made.push(root);
  for (const [path, text] of Object.entries({ ...sound, ...changes }))
    if (text !== undefined) write(join(root, path), text);
  mkdirSync(join(root, 'node_modules/@press/'), { recursive: true });
  for (const workspace of ['platform', 'modules/alpha', 'modules/beta', 'apps/main'])
    symlinkSync(
      join(root, workspace),
      join(root, `node_modules/@press/${workspace.split('/').at(-1) ?? ''}`),
    );
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, checker], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}
