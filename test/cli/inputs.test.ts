import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnswersFile } from '../../src/cli/resolve/answers-file.ts';
import { readFlags } from '../../src/cli/resolve/flags.ts';
import { checkModules } from '../../src/cli/resolve/modules.ts';
import { checkProjectPath } from '../../src/cli/resolve/project-name.ts';
import { temporaryFolder } from './run-cli.ts';

const readText = (text: string) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'answers.json'), text);
  return readAnswersFile('answers.json', folder);
};

describe('an answers file', () => {
  it('gives answers as words, booleans, numbers, or as a verdict records them', () => {
    const { inputs, problems } = readText(
      JSON.stringify({
        'Q2-team': { value: 12, source: 'asked' },
        'Q3-observe': true,
        'A-debug': 'no',
        modules: ['a'],
      }),
    );
    expect(problems).toEqual([]);
    expect(inputs).toEqual({ 'Q2-team': 12, 'Q3-observe': 'yes', 'A-debug': 'no', modules: ['a'] });
  });

  it('reports everything that is wrong at once, with the nearest key', () => {
    const { inputs, problems } = readText(
      '{ "Q2-teams": 3, "Q3-observe": "maybe", "Q2-team": 0, "install": true }',
    );
    expect(problems.map(({ code, args }) => [code, args])).toEqual([
      [
        'value-invalid',
        { name: 'Q2-team in answers.json', value: '0', expected: 'a whole number from 1, or unknown' },
      ],
      [
        'value-invalid',
        { name: 'Q3-observe in answers.json', value: '"maybe"', expected: 'yes, no or unknown' },
      ],
      ['answers-unknown-key', { file: 'answers.json', key: 'Q2-teams', nearest: 'Q2-team' }],
    ]);
    expect(inputs).toEqual({ install: true });
  });

  it.each(['[]', '3', 'null', '{', '"x"'])('must be an object, not %s', (text) => {
    expect(readText(text).problems.map(({ code }) => code)).toEqual(['answers-unreadable']);
  });

  it('must exist', () => {
    const { problems } = readAnswersFile('none.json', temporaryFolder());
    expect(problems[0]?.args).toMatchObject({ reason: 'there is no such file' });
  });
});

describe('flags', () => {
  it('are read like an answers file', () => {
    const flags = {
      team: '12',
      observe: 'yes',
      signal: ['A-debug=no', 'S-autonomy=yes'],
      modules: 'users, orders',
      uses: ['orders:users', 'orders:payments'],
      git: false,
    };
    expect(readFlags(flags)).toEqual({
      problems: [],
      inputs: {
        'Q2-team': 12,
        'Q3-observe': 'yes',
        'A-debug': 'no',
        'S-autonomy': 'yes',
        modules: ['users', 'orders'],
        uses: { orders: ['users', 'payments'] },
        git: false,
      },
    });
  });

  it('are all checked', () => {
    const { problems } = readFlags({
      team: '2.5',
      observe: 'ja',
      signal: ['S-autonomie=yes', 'x'],
      uses: [':a'],
      architecture: 'micro',
    });
    expect(problems.map(({ args }) => ('name' in args ? args.name : 'id' in args ? args.id : ''))).toEqual([
      '--signal',
      '--uses',
      'S-autonomie',
      '--team',
      '--observe',
      '--architecture',
    ]);
  });
});

describe('the path of a new project', () => {
  it.each(['shop', 'a/b/shop', './shop', '/tmp/none/my-shop2'])('may be %s', (path) => {
    expect(checkProjectPath(path, '/tmp/none')).toMatchObject({ ok: true });
  });

  it.each([
    ['My Shop', 'my-shop'],
    ['MyShop', 'my-shop'],
    ['shop_2', 'shop-2'],
    ['Bäckerei', 'backerei'],
    ['1shop', 'shop'],
    ['shop.io', 'shop-io'],
    ['types', 'my-types'],
    ['http', 'my-http'],
    ['node_modules', 'node-modules'],
    ['店', undefined],
    ['/', undefined],
    ['a-name-that-is-longer-than-it-can-be', 'a-name-that-is-longer-than-it'],
  ])('may not be %s; suggested: %s', (path, suggestion) => {
    const checked = checkProjectPath(path, '/tmp/none');
    expect(checked.ok).toBe(false);
    expect(checked.findings[0]).toMatchObject({ code: 'name-invalid', args: { suggestion } });
  });

  it('must be free', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'shop'), '');
    expect(checkProjectPath('shop', folder).findings.map(({ code }) => code)).toEqual(['folder-not-empty']);
  });
});

describe('modules', () => {
  const codes = (names: readonly string[], uses: Record<string, readonly string[]> = {}) =>
    checkModules(names, uses).findings.map(({ code }) => code);

  it('are taken with what they use', () => {
    expect(checkModules(['orders', 'users'], { orders: ['users', 'users'] })).toMatchObject({
      ok: true,
      value: [
        { name: 'orders', uses: ['users'] },
        { name: 'users', uses: [] },
      ],
    });
  });

  it.each([
    'Orders',
    'order_history',
    'class',
    'platform',
    'apps',
    'test',
    'host',
    'http',
    'a--b',
    '',
    '__proto__',
    'x-client',
    'a'.repeat(31),
  ])('may not be called "%s"', (name) => {
    expect(codes([name])).toEqual(['module-name-invalid']);
  });

  it('report every mistake at once', () => {
    expect(codes(['a', 'a', 'a', 'Class'], { a: ['a', 'b'], c: ['a'] })).toEqual([
      'module-repeated',
      'module-name-invalid',
      'module-not-declared',
      'module-uses-itself',
      'module-not-declared',
    ]);
    expect(codes([])).toEqual(['value-invalid']);
  });

  it('may not use each other in a circle, and the circle is named', () => {
    const { findings } = checkModules(['a', 'b', 'c', 'd'], { a: ['b'], b: ['c'], c: ['b'], d: ['a'] });
    expect(findings[0]).toMatchObject({ code: 'module-circle', args: { circle: ['b', 'c', 'b'] } });
  });
});
