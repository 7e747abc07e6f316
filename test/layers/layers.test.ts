import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkLayers } from '../../tools/layers.ts';

const root = resolve(import.meta.dirname, '../..');

/** A file that breaks each rule, and what it says. */
const planted: Record<string, [path: string, text: string]> = {
  'no-circular': ['src/changes/planted-a.ts', `export * from './planted-b.ts';`],
  'cli-is-the-top': ['src/workspace/planted.ts', `export * from '../cli/planted.ts';`],
  'plans-serve-commands': ['src/extract/planted-plan.ts', `export * from '../plan/planted-target.ts';`],
  'plans-do-not-decide': ['src/plan/planted.ts', `export * from '../decision/planted-target.ts';`],
  'decision-knows-no-code-generation': [
    'src/decision/planted.ts',
    `export * from '../extract/planted-target.ts';`,
  ],
  'decision-reads-code-in-evidence-only': [
    'src/decision/planted-analysis.ts',
    `export * from '../analysis/planted.ts';`,
  ],
  'templates-know-nobody': ['src/templates/planted.ts', `export * from '../analysis/planted.ts';`],
  'extract-renders-but-does-not-decide': [
    'src/extract/planted.ts',
    `export * from '../decision/planted-target.ts';`,
  ],
  'foundation-knows-nobody': ['src/diagnostics/planted.ts', `export * from '../analysis/planted.ts';`],
  'analysis-is-below-its-users': [
    'src/analysis/planted-up.ts',
    `export * from '../templates/planted-target.ts';`,
  ],
  'changes-alone-writes': ['src/extract/planted-fs.ts', `export * from 'node:fs';`],
  'child-processes-in-few-places': ['src/changes/planted-child.ts', `export * from 'node:child_process';`],
  'only-cli-talks-to-people': ['src/decision/planted-chalk.ts', `export { default } from 'chalk';`],
  'compiler-behind-analysis': ['src/extract/planted-compiler.ts', `export { Project } from 'ts-morph';`],
  'handlebars-behind-templates': ['src/cli/planted-handlebars.ts', `export { default } from 'handlebars';`],
};
const targets: Record<string, string> = {
  'src/plan/planted-target.ts': 'export const planted = 1;',
  'src/changes/planted-b.ts': `export * from './planted-a.ts';`,
  'src/cli/planted.ts': 'export const planted = 1;',
  'src/analysis/planted.ts': 'export const planted = 1;',
  'src/extract/planted-target.ts': 'export const planted = 1;',
  'src/decision/planted-target.ts': 'export const planted = 1;',
  'src/templates/planted-target.ts': 'export const planted = 1;',
};

describe('the layers of the house', () => {
  it('hold, and the check has read every source file', async () => {
    const report = await checkLayers(root);
    expect(report.violations).toEqual([]);
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !/^templates\/(project|parts)\//.test(path),
    );
    expect(report.modules).toBe(sources.length);
  });

  describe('with a planted violation', () => {
    let house: string;
    let found: Awaited<ReturnType<typeof checkLayers>>['violations'];

    beforeAll(async () => {
      house = mkdtempSync(join(root, '.tmp-layers-'));
      cpSync(join(root, 'package.json'), join(house, 'package.json'));
      symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
      for (const [path, text] of [...Object.values(planted), ...Object.entries(targets)]) {
        mkdirSync(dirname(join(house, path)), { recursive: true });
        writeFileSync(join(house, path), text);
      }
      found = (await checkLayers(house)).violations;
    });
    afterAll(() => rmSync(house, { recursive: true, force: true }));

    it.each(Object.entries(planted))('%s is found', (rule, [path]) => {
      expect(found.filter((violation) => violation.rule === rule).map(({ from }) => from)).toContain(path);
    });
  });
});
