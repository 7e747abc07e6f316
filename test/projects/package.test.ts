import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeMajors, run } from '../support/run.ts';

/** The tool as somebody gets it from a registry: packed, installed from the tarball, and used once for the main job. */
const repository = resolve(import.meta.dirname, '../..');
const identity = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@localhost',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@localhost',
};

describe('the packed tool', () => {
  let home: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'scaffold-package-'));
    const { stdout } = await run(repository, 'npm', ['pack', '--json', '--pack-destination', home]);
    const json = stdout.slice(stdout.indexOf('[\n'));
    const [packed] = JSON.parse(json) as [{ filename: string }];
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    await run(home, 'npm', [
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      join(home, packed.filename),
    ]);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('makes a whole project, dotfiles included, and extracts from it', async () => {
    const { stdout } = await run(home, 'npx', ['scaffold', 'new', 'shop', '--yes'], identity);
    expect(stdout).toContain('npx scaffold new shop');
    const shop = join(home, 'shop');
    for (const path of ['.gitignore', '.npmrc', '.oxlintrc.json', '.github/workflows/ci.yml']) {
      expect(existsSync(join(shop, path)), path).toBe(true);
    }
    const bin = join(home, 'node_modules/.bin/scaffold');
    await run(shop, bin, ['extract', 'payments'], identity);
    expect(readFileSync(join(shop, 'apps/monolith/src/compose.ts'), 'utf8')).toContain('bindPayments(');
  });

  it.each(nodeMajors)('runs on Node %s', async (major) => {
    const bin = join(home, 'node_modules/scaffold/bin/scaffold.js');
    const folder = `on-${major.replaceAll('.', '-')}`;
    const npx = (line: string) => run(home, 'npx', ['-y', '-p', `node@${major}`, '-c', line], identity);
    await npx(`node ${bin} new ${folder} --yes --no-git --architecture services --reason test`);
    await npx(`node ${bin} add module gift-cards --uses payments --cwd ${folder} --allow-dirty`);
    const { stdout } = await npx(`node ${bin} extract payments --cwd ${folder} --json`);
    const json = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { applied: boolean; files: string[] };
    expect(json.files).toEqual([]);
  });
});
