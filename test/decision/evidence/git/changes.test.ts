import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, gitEnvironment, makeHistory, type MadeCommit } from '../../../support/git-history.ts';
import { collectGit } from '../../../../src/decision/evidence/git/index.ts';
import { collect, collectFrom, daysAgo, itemOf, shop } from './collect.ts';

const ann = 'Ann Lee <ann@shop.test>';
const bob = 'Bob Ray <bob@shop.test>';
const cy = 'Cy Fox <cy@shop.test>';

let day = 300;
const commit = (author: string, files: MadeCommit['files'], more: Partial<MadeCommit> = {}): MadeCommit => ({
  author,
  at: daysAgo((day -= 0.01)),
  ...(files && { files }),
  ...more,
});
let text = 0;
const change = (author: string, ...paths: readonly string[]): MadeCommit =>
  commit(author, Object.fromEntries(paths.map((path) => [path, `text ${(text += 1)}\n`])));
const times = (count: number, make: () => MadeCommit): MadeCommit[] => Array.from({ length: count }, make);

describe('modules that change together', () => {
  it('are counted by commit', async () => {
    const facts = await collectFrom([
      ...times(12, () => change(ann, 'modules/users/a.ts', 'modules/orders/a.ts')),
      ...times(3, () => change(ann, 'modules/users/a.ts', 'modules/users/b.ts', 'README.md')),
      ...times(8, () => change(bob, 'modules/orders/b.ts')),
      ...times(5, () => change(bob, 'modules/payments/b.ts')),
      change(bob, 'modules/payments/b.ts', 'modules/orders/c.ts'),
      change(bob, 'docs/a.md'),
    ]);
    expect(facts.coChange).toEqual([
      { a: 'orders', b: 'users', together: 12, ofA: 21, ofB: 15, degree: 0.8 },
      { a: 'orders', b: 'payments', together: 1, ofA: 21, ofB: 6, degree: 0.167 },
    ]);
    expect(facts.crossModuleShare).toBeCloseTo(13 / 29);
    expect(itemOf(facts, 'git.co-change')).toMatchObject({
      figure: '1 pair of modules that change together (orders and users: 12 common commits, 80%)',
      answers: { question: 'Q4-independent', value: 'no' },
    });
    expect(itemOf(facts, 'git.cross-module').figure).toBe('45% (13 of 29 commits)');
  });

  it('are not made by versions, lock files, generated code, moves or sweeps', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [`modules/${at % 2 ? 'users' : 'orders'}/${at}.ts`, `${at}`]),
    );
    const facts = await collectFrom([
      commit(ann, many),
      change(ann, 'modules/users/package.json', 'modules/orders/package.json', 'package-lock.json'),
      change(ann, 'modules/users/CHANGELOG.md', 'modules/orders/src/generated/api.ts'),
      commit(ann, { 'modules/users/1.ts': null, 'modules/payments/1.ts': '1' }, { message: 'Move' }),
      change(bob, 'modules/users/a.ts'),
    ]);
    expect(facts.coChange).toEqual([]);
    expect(facts.crossModuleShare).toBe(0);
    expect(itemOf(facts, 'git.cross-module')).toMatchObject({
      figure: '0% (0 of 1 commit)',
      details: ['1 commit left out: over more than 50 files, or reformatting'],
    });
  });

  it('are not made by reformatting', async () => {
    const paths = Array.from({ length: 10 }, (_, at) => `modules/${at % 2 ? 'users' : 'orders'}/${at}.ts`);
    const files = (body: string) => Object.fromEntries(paths.map((path) => [path, body]));
    const start = commit(ann, files('if (a) {\nb();\n}\n'));
    const reindented = commit(ann, files('if (a) {\n    b();\n}\n'));
    const inSubstance = commit(ann, files('if (b) {\n    b();\n}\n'));
    const facts = await collectFrom([start, reindented, inSubstance]);
    expect(facts.coChange).toMatchObject([{ together: 2 }]);
    expect(itemOf(facts, 'git.cross-module').details).toEqual([
      '1 commit left out: over more than 50 files, or reformatting',
    ]);
  });

  it('are not made by what the team itself calls reformatting', async () => {
    const folder = makeHistory([...times(2, () => change(ann, 'modules/users/a.ts', 'modules/orders/a.ts'))]);
    writeFileSync(
      join(folder, '.git-blame-ignore-revs'),
      `# layout\n${git(folder, 'rev-parse', 'HEAD')} # all of it\n`,
    );
    expect((await collect(folder)).coChange).toMatchObject([{ together: 1 }]);
  });

  it('follow files that moved', async () => {
    const facts = await collectFrom([
      ...times(6, () => change(ann, 'old/users/a.ts', 'modules/orders/a.ts')),
      commit(ann, { 'old/users/a.ts': `text ${text - 1}\n`, 'modules/orders/z.ts': 'z' }),
      commit(ann, { 'old/users/a.ts': null, 'modules/users/a.ts': `text ${text - 1}\n` }),
    ]);
    expect(facts.coChange).toMatchObject([{ a: 'orders', b: 'users', together: 6 }]);
  });
});

describe('the bus factor', () => {
  it('is the fewest people with more than half of the commits', async () => {
    const facts = await collectFrom([
      ...times(6, () => change(ann, 'modules/users/a.ts')),
      ...times(4, () => change(bob, 'modules/users/a.ts')),
      ...times(4, () => change(ann, 'modules/orders/a.ts')),
      ...times(4, () => change(bob, 'modules/orders/a.ts')),
      ...times(4, () => change(cy, 'modules/orders/a.ts')),
      change('renovate[bot] <bot@renovateapp.com>', 'modules/orders/a.ts'),
      { ...change(ann, 'modules/payments/a.ts'), message: `Pair\n\nCo-authored-by: ${bob}` },
    ]);
    expect(facts.ownership).toEqual([
      {
        module: 'orders',
        commits: 13,
        busFactor: 2,
        authors: [
          { name: 'Ann Lee', share: 0.333 },
          { name: 'Bob Ray', share: 0.333 },
          { name: 'Cy Fox', share: 0.333 },
        ],
      },
      {
        module: 'payments',
        commits: 1,
        busFactor: 2,
        authors: [
          { name: 'Ann Lee', share: 0.5 },
          { name: 'Bob Ray', share: 0.5 },
        ],
      },
      {
        module: 'users',
        commits: 10,
        busFactor: 1,
        authors: [
          { name: 'Ann Lee', share: 0.6 },
          { name: 'Bob Ray', share: 0.4 },
        ],
      },
    ]);
    expect(itemOf(facts, 'git.bus-factor').figure).toBe('1 of 2 modules hangs on one person');
  });
});

describe('hot spots', () => {
  it('are files with many commits and lines, as they are now', async () => {
    const long = 'line\n'.repeat(100);
    const facts = await collectFrom([
      ...times(5, () => commit(ann, { 'modules/users/long.ts': `${long}${(text += 1)}\n` })),
      ...times(9, () => change(ann, 'modules/users/short.ts')),
      ...times(9, () => commit(ann, { 'modules/users/made.ts': `// @generated\n${long}${(text += 1)}` })),
      ...times(9, () => change(ann, 'modules/users/gone.ts')),
      commit(ann, { 'modules/users/gone.ts': null }),
      ...times(9, () => change(ann, 'README.md')),
    ]);
    expect(facts.hotSpots).toEqual([
      { file: 'modules/users/long.ts', commits: 5, lines: 101 },
      { file: 'modules/users/short.ts', commits: 9, lines: 1 },
    ]);
  });
});

describe('releases', () => {
  it('are tags that look like versions, one for each commit', async () => {
    const at = (days: number, tag: string): MadeCommit => ({
      ...change(ann, 'a.ts'),
      at: daysAgo(days),
      tag,
    });
    const facts = await collectFrom([
      at(100, 'v0.9.0'),
      at(80, 'v1.0.0'),
      at(60, '@shop/users@1.1.0'),
      at(59, 'v1.2.0-rc.1'),
      at(50, 'nightly'),
      at(10, 'release/1.2'),
    ]);
    expect(facts.releasesPerWeek).toBe(0.2);
    expect(itemOf(facts, 'git.releases')).toMatchObject({
      figure: '0.2 (3 releases from 2026-04-01 to 2026-06-30)',
      certainty: 'measured',
    });
  });

  it('are unknown without such a tag', async () => {
    const facts = await collectFrom([change(ann, 'a.ts')]);
    expect(itemOf(facts, 'git.releases')).toMatchObject({ figure: 'unknown', certainty: 'unknown' });
    expect(facts.releasesPerWeek).toBeUndefined();
  });
});

describe('names', () => {
  it('may hold anything', async () => {
    const odd = 'modules/users/a "quoted"\nline\t\\ü :100644 .ts';
    const facts = await collectFrom([
      ...times(3, () => change(ann, odd, 'modules/orders/\u0001x.ts')),
      change('"Odd\' Näme; $(id) <odd@shop.test>', odd),
    ]);
    expect(facts.coChange).toMatchObject([{ a: 'orders', b: 'users', together: 3, ofA: 3, ofB: 4 }]);
    expect(facts.hotSpots.map(({ file }) => file)).toContain(odd);
  });
});

describe('the history as it was on a day', () => {
  const made: readonly MadeCommit[] = [
    {
      author: ann,
      at: daysAgo(200),
      files: { 'modules/users/old.ts': 'one\n', 'modules/orders/a.ts': '1' },
      tag: 'v1.0.0',
    },
    { author: ann, at: daysAgo(190), files: { 'modules/users/old.ts': 'two\n' } },
    {
      author: bob,
      at: daysAgo(60),
      files: { 'modules/users/old.ts': null, 'modules/users/new.ts': 'two\n' },
      tag: 'v2.0.0',
    },
    { author: bob, at: daysAgo(50), files: { 'modules/users/new.ts': 'three\n' } },
  ];
  const until = (days: number) => {
    const then = new Date(daysAgo(days));
    return collectGit({ root: makeHistory(made), map: shop, now: then, until: then, env: gitEnvironment });
  };

  it('has nothing of what came later, under the names of today', async () => {
    const facts = await until(185);
    expect(facts.window?.commits).toBe(2);
    expect(facts.stale).toBe(false);
    expect(facts.authors).toMatchObject([{ name: 'Ann Lee', commits: 2 }]);
    expect(facts.hotSpots).toMatchObject([{ file: 'modules/users/new.ts', commits: 2 }]);
    expect(itemOf(facts, 'git.releases').details).toEqual([expect.stringContaining('v1.0.0')]);
  });

  it('looks back from the newest commit that there was', async () => {
    const facts = await until(80);
    expect(facts).toMatchObject({ stale: true, authors: [{ name: 'Ann Lee' }] });
  });

  it('is none before the first commit', async () => {
    const facts = await until(300);
    expect(facts.history).toBe('none');
    expect(itemOf(facts, 'git.history').why).toMatch(/^there is no commit until 2025-/);
  });
});
