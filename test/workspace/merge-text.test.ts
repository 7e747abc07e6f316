import { describe, expect, it } from 'vitest';
import { mergeText } from '../../src/workspace/index.ts';

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

describe('lines', () => {
  const base = lines('import a', '', 'const x = a();', 'return x;');
  const theirs = lines('import a', 'import b', '', 'const x = a();', 'return x;');

  it.each([
    ['the file is as it was generated', base, theirs],
    [
      'the user changed another place',
      base.replace('return x', 'return x + 1'),
      theirs.replace('return x', 'return x + 1'),
    ],
    ['the change is there already', theirs, theirs],
    [
      'the lines end as on Windows',
      base.replaceAll('\n', '\r\n').replace('return x', 'return 2'),
      theirs.replaceAll('\n', '\r\n').replace('return x', 'return 2'),
    ],
  ])('takes the change in when %s', (_when, ours, expected) => {
    expect(mergeText('a.ts', base, ours, theirs)).toBe(expected);
  });

  it('gives up when both changed the same place', () => {
    const ours = base.replace('import a', 'import a, { other }');
    expect(mergeText('a.ts', base, ours, base.replace('import a', 'import c'))).toBeUndefined();
  });
});

describe('JSON', () => {
  const base = json({ scripts: { test: 'vitest' }, list: [1, 2], kept: true });
  const theirs = json({ scripts: { test: 'vitest', load: 'k6' }, list: [1, 3], kept: true });

  it('takes values in wherever the user put theirs', () => {
    const ours =
      '{\n  "list": [0, 1, 2],\n  "kept": false, // mine\n  "scripts": { "own": "x", "test": "vitest run" }\n}\n';
    const merged = mergeText('package.json', base, ours, theirs);
    expect(merged).toContain('// mine');
    expect(JSON.parse(merged?.replace('// mine', '') ?? '')).toEqual({
      list: [0, 1, 3],
      kept: false,
      scripts: { own: 'x', test: 'vitest run', load: 'k6' },
    });
  });

  it('takes values out again', () => {
    const ours = json({ ...JSON.parse(theirs), own: 1 });
    expect(JSON.parse(mergeText('package.json', theirs, ours, base) ?? '')).toEqual({
      ...JSON.parse(base),
      own: 1,
    });
  });

  it('gives up when both set the same value differently', () => {
    const ours = json({ ...JSON.parse(base), kept: 'mine' });
    expect(mergeText('x.json', base, ours, json({ ...JSON.parse(base), kept: 'theirs' }))).toBeUndefined();
  });
});
