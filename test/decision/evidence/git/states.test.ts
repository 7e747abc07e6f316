import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GitFacts } from '../../../../src/decision/evidence/git/index.ts';
import { git, makeHistory, temporaryFolder, type MadeCommit } from '../../../support/git-history.ts';
import { collect, daysAgo, itemOf } from './collect.ts';

const history: readonly MadeCommit[] = Array.from({ length: 40 }, (_, at) => ({
  author: at % 2 ? 'Ann Lee <ann@shop.test>' : 'Bob Ray <bob@shop.test>',
  at: daysAgo(400 - at * 10),
  files: { [`modules/${at % 3 ? 'users' : 'orders'}/a.ts`]: `${at}` },
}));

function expectUnknown(facts: GitFacts, why: RegExp): void {
  expect(facts.items).toHaveLength(7);
  for (const item of facts.items) {
    expect(item.certainty, item.id).toBe('unknown');
    expect(item.why, item.id).toMatch(why);
    expect(item.answers, item.id).toBeUndefined();
  }
  expect(facts).toMatchObject({ history: 'none', authors: [], coChange: [] });
}

describe('a folder of which git can say nothing', () => {
  it('is no repository', async () =>
    expectUnknown(await collect(temporaryFolder()), /not in a git repository/));

  it('has no commit yet', async () => {
    const folder = temporaryFolder();
    git(folder, 'init', '-q');
    expectUnknown(await collect(folder), /no commit yet/);
  });

  it('is at a branch without a commit', async () => {
    const folder = makeHistory(history);
    git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/other');
    expectUnknown(await collect(folder), /HEAD is at other, which has no commit/);
  });

  it('has lost its objects', async () => {
    const folder = makeHistory(history);
    for (const name of readdirSync(join(folder, '.git/objects')))
      rmSync(join(folder, '.git/objects', name), { recursive: true });
    expectUnknown(await collect(folder), /git cannot read/);
  });

  it('has a broken HEAD', async () => {
    const folder = makeHistory(history);
    writeFileSync(join(folder, '.git/HEAD'), 'nonsense');
    expectUnknown(await collect(folder), /not in a git repository|cannot read/);
  });

  it('belongs to somebody else', async () =>
    expectUnknown(
      await collect(makeHistory(history), { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' }),
      /safe\.directory/,
    ));

  it('is on a machine without git', async () =>
    expectUnknown(await collect(makeHistory(history), { PATH: '/nowhere' }), /git could not be started/));
});

describe('a shallow clone', () => {
  const cloned = (depth: string): string => {
    const folder = temporaryFolder();
    git(folder, 'clone', '-q', depth, `file://${makeHistory(history)}`, 'clone');
    return join(folder, 'clone');
  };

  it('says what it cannot know, and what is there', async () => {
    const facts = await collect(cloned('--depth=3'));
    expect(facts).toMatchObject({ history: 'shallow', authors: [], coChange: [], hotSpots: [] });
    const authors = itemOf(facts, 'git.active-authors');
    expect(authors).toMatchObject({ figure: 'unknown', certainty: 'unknown' });
    expect(authors.why).toContain('git fetch --unshallow');
    expect(authors.details?.[0]).toBe('in what is there: 2 people');
    expect(authors.answers).toBeUndefined();
  });

  it('knows what lies wholly in it', async () => {
    const facts = await collect(cloned('--depth=20'));
    expect(itemOf(facts, 'git.active-authors')).toMatchObject({ figure: '2 people', certainty: 'measured' });
    expect(itemOf(facts, 'git.bus-factor').certainty).toBe('unknown');
  });
});

describe('a repository of an unusual kind', () => {
  it('may be bare', async () => {
    const folder = temporaryFolder();
    git(folder, 'clone', '-q', '--bare', makeHistory(history), 'bare.git');
    const facts = await collect(join(folder, 'bare.git'));
    expect(itemOf(facts, 'git.active-authors')).toMatchObject({ figure: '2 people', certainty: 'measured' });
    expect(itemOf(facts, 'git.hot-spots').certainty).toBe('unknown');
  });

  it('may be a second work tree', async () => {
    const folder = join(temporaryFolder(), 'second');
    git(makeHistory(history), 'worktree', 'add', '-q', '--detach', folder);
    expect((await collect(folder)).ownership.map(({ module }) => module)).toEqual(['orders', 'users']);
  });

  it('may lie above the folder: paths are then those of the folder', async () => {
    const above = makeHistory([
      ...history.map((commit) => ({
        ...commit,
        files: Object.fromEntries(
          Object.entries(commit.files ?? {}).map(([path, text]) => [`shop/${path}`, text]),
        ),
      })),
      { author: 'Cy Fox <cy@shop.test>', at: daysAgo(1), files: { 'elsewhere/a.ts': '' } },
    ]);
    const facts = await collect(join(above, 'shop'));
    expect(facts.ownership.map(({ module }) => module)).toEqual(['orders', 'users']);
    expect(facts.authors.map(({ name }) => name)).not.toContain('Cy Fox');
  });

  it('may lie above the folder: the team is that of its own newest commits', async () => {
    const above = makeHistory([
      { author: 'Ann Lee <ann@shop.test>', at: daysAgo(200), files: { 'shop/modules/users/a.ts': '1' } },
      { author: 'Cy Fox <cy@shop.test>', at: daysAgo(1), files: { 'elsewhere/a.ts': '', 'new/b.ts': '' } },
    ]);
    const facts = await collect(join(above, 'shop'));
    expect(facts).toMatchObject({ stale: true, authors: [{ name: 'Ann Lee' }] });
    mkdirSync(join(above, 'untracked'));
    const none = await collect(join(above, 'untracked'));
    expect(itemOf(none, 'git.active-authors').why).toBe(
      'there is no commit that changed a file in this folder',
    );
  });

  it('may hold another repository, and its own may be configured to start programs', async () => {
    const folder = makeHistory(history);
    const planted = join(folder, 'planted');
    git(
      folder,
      'update-index',
      '--add',
      '--cacheinfo',
      `160000,${git(folder, 'rev-parse', 'HEAD')},modules/users/sub`,
    );
    for (const [key, value] of [
      ['core.fsmonitor', `touch ${planted}`],
      ['core.pager', `touch ${planted}`],
      ['diff.external', `touch ${planted}`],
      ['log.showSignature', 'true'],
      ['gpg.program', `touch ${planted}`],
      ['diff.orderFile', '/nowhere'],
    ])
      git(folder, 'config', key ?? '', value ?? '');
    const facts = await collect(folder);
    expect(itemOf(facts, 'git.active-authors').figure).toBe('2 people');
    expect(readdirSync(folder)).not.toContain('planted');
  });
});
