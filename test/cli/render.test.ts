import { describe, expect, it } from 'vitest';
import { formatChangeList, formatChanges } from '../../src/cli/render/changes.ts';
import { formatFindings } from '../../src/cli/render/findings.ts';
import { styleFor, wrapText } from '../../src/cli/render/style.ts';
import { formatTree } from '../../src/cli/render/tree.ts';
import { formatChecklist } from '../../src/cli/render/verdict.ts';
import { decide } from '../../src/decision/index.ts';
import { diagnostic } from '../../src/diagnostics/index.ts';

const plain = styleFor({ write: () => {} }, {});
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('styleFor', () => {
  const terminal = { write: () => {}, isTTY: true, columns: 200 };
  it.each([
    [terminal, {}, true],
    [terminal, { NO_COLOR: '1' }, false],
    [terminal, { NO_COLOR: '' }, true],
    [terminal, { TERM: 'dumb' }, false],
    [{ write: () => {} }, {}, false],
    [{ write: () => {} }, { FORCE_COLOR: '1' }, true],
    [{ write: () => {} }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%#', (output, env, colour) => {
    expect(styleFor(output, env).bold('x') !== 'x').toBe(colour);
  });

  it('fills 80 columns at most, fewer in a narrow terminal', () => {
    expect(styleFor(terminal, {}).width).toBe(80);
    expect(styleFor({ ...terminal, columns: 50 }, {}).width).toBe(50);
    expect(plain.width).toBe(80);
  });
});

describe('wrapText', () => {
  it('indents what follows the first line, and leaves long words whole', () => {
    expect(wrapText('one two three', 9, 2, '- ')).toBe('- one two\n  three');
    expect(wrapText('see /a/very/long/path now', 10, 0, '')).toBe('see\n/a/very/long/path\nnow');
  });
});

describe('formatFindings', () => {
  it('puts the gravest first, each with its place and what to try', () => {
    const text = formatFindings(
      [
        diagnostic('dependencies-not-installed', {}),
        diagnostic('file-exists', { path: 'a.ts' }, { place: { file: 'a.ts', line: 3, column: 1 } }),
      ],
      plain,
    );
    expect(text).toBe(
      [
        'error: a.ts already exists',
        '  at a.ts:3:1',
        '  it was not made by scaffold, so it is not overwritten.',
        '  → move or delete a.ts, then run the command again',
        '  [file-exists@a.ts:3]',
        '',
        'warning: the project’s dependencies are not installed',
        '  types from packages outside the project are unknown to this check.',
        '  → npm install',
        '  [dependencies-not-installed]',
        '',
      ].join('\n'),
    );
  });
});

describe('changes', () => {
  const changes = [
    { path: 'a.ts', before: undefined, after: 'a\n' },
    { path: 'b.ts', before: 'b\n', after: 'c\n' },
    { path: 'same.ts', before: 's', after: 's' },
    { path: 'c.ts', before: 'c\n', after: undefined },
  ];

  it('are listed by file', () => {
    expect(formatChangeList(changes, plain)).toBe('  create  a.ts\n  change  b.ts\n  delete  c.ts');
  });

  it('are a plain diff where colour is off', () => {
    expect(formatChanges(changes, plain)).toContain('--- a/b.ts\n+++ b/b.ts\n@@ -1,1 +1,1 @@\n-b\n+c\n');
  });

  it('of a whole tree are summed up by folder', () => {
    expect(formatTree(['b.ts', 'a/x/1.ts', 'a/x/2.ts', 'a/y.ts'])).toBe(
      '  a/x/  (2 files)\n  a/y.ts\n  b.ts',
    );
  });
});

describe('formatChecklist', () => {
  it('numbers what to do, with commands that can be copied whole', () => {
    const text = formatChecklist(decide({ 'Q1-slow': { value: 'no', source: 'asked' } }), plain);
    expect(text).toContain(' 1. Measure with a load test\n');
    expect(text).toContain('\n    npx autocannon -c 100 -d 60 http://127.0.0.1:3000/orders\n');
    const wrapped = text.split('\n').filter((line) => !/^ {4}(npx|node|psql|grep)/.test(line));
    expect(widest(wrapped.join('\n'))).toBeLessThanOrEqual(80);
  });
});
