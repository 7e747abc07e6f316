import { describe, expect, it } from 'vitest';
import { withDefaults, nodeTypesOf, summarise } from '../../src/analysis/codebase/project-options.ts';
import type { Codebase } from '../../src/analysis/codebase/codebase.ts';
import { overlayFiles } from '../../src/analysis/overlay.ts';
import { wordingOf } from '../../src/diagnostics/index.ts';
import { settingsFindings } from '../../src/plan/codebase-extraction-support.ts';

const modern: Codebase = {
  root: '/p',
  folder: '',
  workspaces: 'none',
  packages: [],
  moduleKind: 'esm',
  importStyle: 'js',
  compilerOptions: summarise(withDefaults({}, '5.9.3')),
  sourceRoot: 'src',
  testRunner: 'none',
  typescript: '5.9.3',
  nodeTypes: { version: '20.4.7' },
};

/** What stands in the way of generated code, by what a codebase compiles with. */
const rows: readonly [what: string, change: Partial<Codebase>, hint: string | undefined][] = [
  ['nothing', {}, undefined],
  ['an old compiler', { typescript: '4.4.3' }, 'typescript@5'],
  ['old declarations of Node', { nodeTypes: { version: '16.18.126' } }, '@types/node@20'],
  ['declarations of Node just before', { nodeTypes: { version: '18.13.0' } }, '@types/node@20'],
  ['no declarations of Node', { nodeTypes: 'missing' }, '@types/node@20'],
];

describe('settings of a codebase', () => {
  it.each(rows)('%s', (_, change, hint) => {
    const found = settingsFindings({ ...modern, ...change });
    expect(found.map(wordingOf)).toEqual(
      hint === undefined ? [] : [expect.objectContaining({ hint: expect.stringContaining(hint) as string })],
    );
  });

  it.each([
    ['none where nothing is installed', {}, undefined],
    ['missing beside other packages', { 'node_modules/x/package.json': '{}' }, 'missing'],
    [
      'of the nearest folder',
      {
        'node_modules/@types/node/package.json': '{ "version": "18.0.0" }',
        'app/node_modules/@types/node/package.json': '{ "version": "22.1.0" }',
      },
      { version: '22.1.0' },
    ],
  ])('reads declarations of Node: %s', (_, texts, expected) => {
    const files = overlayFiles('/nowhere', new Map(Object.entries(texts)));
    expect(nodeTypesOf(files, '/nowhere/app/src/a.ts')).toEqual(expected);
  });
});
