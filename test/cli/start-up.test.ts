import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { controlC, runInTerminal } from '../e2e/new-terminal.ts';
import { temporaryFolder } from './run-cli.ts';

const entry = fileURLToPath(new URL('../e2e/run-from-source.ts', import.meta.url));
const recorder = new URL('record-modules.mjs', import.meta.url).href;

function packagesIn(file: string): readonly string[] {
  const urls = readFileSync(file, 'utf8').split('\n');
  const packages = urls.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]);
  return [...new Set(packages.filter((name) => name !== undefined && name !== 'tsx'))].sort() as string[];
}

/** The packages that a run of the tool loads. */
function packagesLoadedBy(args: readonly string[]): readonly string[] {
  const file = join(temporaryFolder(), 'modules.txt');
  const options = ['--import', import.meta.resolve('tsx'), '--import', recorder, entry, ...args];
  spawnSync(process.execPath, options, { stdio: 'ignore', env: { ...process.env, RECORD_MODULES: file } });
  return packagesIn(file);
}

describe('starting up', () => {
  it.each([[[]], [['new', '--help']], [['nwe']]])('loads next to nothing for %j', (args) => {
    expect(packagesLoadedBy(args)).toEqual(['chalk', 'commander']);
  });

  it('loads no compiler, templates or prompts to find out that answers are missing', () => {
    const packages = packagesLoadedBy(['new', 'shop']);
    expect(packages).toContain('zod');
    for (const heavy of ['ts-morph', 'handlebars', 'prettier', '@inquirer/prompts'])
      expect(packages).not.toContain(heavy);
  });

  it('loads the prompts, but no compiler or templates, to ask', async () => {
    const cwd = temporaryFolder();
    const file = join(cwd, 'modules.txt');
    const run = runInTerminal(['new', 'shop'], {
      cwd,
      columns: 80,
      preload: recorder,
      env: { RECORD_MODULES: file },
    });
    await run.until('How many engineers');
    run.type(controlC);
    expect(await run.exitCode).toBe(130);
    const packages = packagesIn(file);
    expect(packages).toContain('@inquirer/prompts');
    for (const heavy of ['ts-morph', 'handlebars', 'prettier']) expect(packages).not.toContain(heavy);
  });
});
