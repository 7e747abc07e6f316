import { describe, expect, it } from 'vitest';
import { isBot } from '../../../../src/decision/evidence/git/bots.ts';
import { mergeIdentities } from '../../../../src/decision/evidence/git/people.ts';
import { readIdentity, type Identity } from '../../../../src/decision/evidence/git/read-log.ts';
import type { MadeCommit } from '../../../support/git-history.ts';
import { collectFrom, daysAgo, itemOf } from './collect.ts';

const identity = (text: string): Identity => readIdentity(text) ?? { name: text, email: '' };

describe('who is a bot', () => {
  it.each([
    'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
    'renovate <renovate@whitesourcesoftware.com>',
    'Renovate Bot <bot@renovateapp.com>',
    'github-actions <action@github.com>',
    'GitHub <noreply@github.com>',
    'semantic-release-bot <semantic-release-bot@martynus.net>',
    'Copilot <198982749+Copilot@users.noreply.github.com>',
    'Copilot Autofix powered by AI <175728472+Copilot@users.noreply.github.com>',
    'Claude <noreply@anthropic.com>',
    'Claude Opus 4.8 <noreply@anthropic.com>',
    'Cursor <cursoragent@cursor.com>',
    'shop-release-bot <release@shop.test>',
    'Translate-O-Tron <75237327+translations@users.noreply.github.com>',
  ])('%s is', (text) => expect(isBot(identity(text))).toBe(true));

  it.each([
    'Ann Talbot <ann.talbot@shop.test>',
    'Abbot <abbot@shop.test>',
    'Robot Hugo <hugo@robothugo.test>',
    'Claude Monet <claude.monet@shop.test>',
    'Devin Townsend <devin.t@shop.test>',
    'Stale Olsen <noreply.olsen@shop.test>',
    'Cy <cy@shop.test>',
  ])('%s is not', (text) => expect(isBot(identity(text))).toBe(false));
});

describe('who is the same person', () => {
  it.each<[why: string, same: boolean, a: string, b: string]>([
    ['the address, however it is written', true, 'Ann <ann@shop.test>', 'A. Lee <Ann@Shop.test>'],
    ['the full name', true, 'Gastón Fournier <a@x.test>', 'gaston  fournier <b@y.test>'],
    ['a single name', true, 'sjaanus <a@x.test>', 'sjaanus <b@y.test>'],
    ['the account', true, 'Ann <7+annlee@users.noreply.github.com>', 'A <annlee@users.noreply.github.com>'],
    ['the account as a name', true, 'Ann Lee <7+annlee@users.noreply.github.com>', 'annlee <ann@x.test>'],
    ['the account as the whole name', true, 'x <7+tommoor@users.noreply.github.com>', 'Tom Moor <t@x.test>'],
    ['two names, two addresses', false, 'Ann Lee <ann@x.test>', 'Bob Ray <bob@x.test>'],
    ['a name that is nobody’s', false, 'root <a@x.test>', 'root <b@y.test>'],
    ['an address that is nobody’s', false, 'Ann Lee <root@localhost>', 'Bob Ray <root@localhost>'],
    ['no address', false, 'Ann Lee <>', 'Bob Ray <>'],
  ])('%s: %s', (_, same, a, b) => {
    const [first, second] = mergeIdentities([identity(a), identity(b)]);
    expect(first === second).toBe(same);
  });

  it('is joined over several steps', () => {
    const merged = mergeIdentities(
      ['Ann Lee <a@x.test>', 'Ann <b@y.test>', 'Bob Ray <c@z.test>', 'Ann Lee <b@y.test>'].map(identity),
    );
    expect(merged).toEqual([0, 0, 2, 0]);
  });
});

describe('active authors', () => {
  const commit = (author: string, days: number, message = 'Change'): MadeCommit => ({
    author,
    at: daysAgo(days),
    message,
    files: { [`modules/users/${author.length}-${days}.ts`]: `${days}` },
  });

  it('are people of the last 90 days, by the mailmap, with co-authors and without bots', async () => {
    const facts = await collectFrom([
      { ...commit('Gone Early <gone@shop.test>', 91) },
      {
        ...commit('Ann Lee <ann@shop.test>', 89),
        files: {
          '.mailmap': 'Bob Ray <bob@shop.test> <robert@home.test>\nCy Fox <cy@shop.test> <c@home.test>\n',
        },
      },
      commit('Robert <robert@home.test>', 40),
      commit(
        'Bob Ray <bob@shop.test>',
        39,
        'Pair\n\nCo-authored-by: C <c@home.test>\nCo-authored-by: Claude <noreply@anthropic.com>',
      ),
      commit('Cy Fox <cy@shop.test>', 10),
      commit('renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>', 5),
      commit('dependabot[bot] <x@shop.test>', 4, 'Bump\n\nCo-authored-by: Ann Lee <ann@shop.test>'),
    ]);
    expect(facts.authors.map(({ name, commits }) => [name, commits])).toEqual([
      ['Ann Lee', 2],
      ['Bob Ray', 2],
      ['Cy Fox', 2],
    ]);
    expect(itemOf(facts, 'git.active-authors')).toMatchObject({
      figure: '3 people',
      certainty: 'measured',
      answers: { question: 'Q2-team', value: 3 },
    });
  });

  it('are no team where they pass by', async () => {
    const regular = Array.from({ length: 60 }, (_, at) => commit('Ann Lee <ann@shop.test>', 80 - at));
    const weekly = [70, 60, 50, 40].map((days) => commit('Bob Ray <bob@shop.test>', days));
    const passing = [1, 2, 3].map((at) => commit(`Guest ${at}x <guest${at}@x.test>`, at));
    const facts = await collectFrom(
      [...regular, ...weekly, ...passing].toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    );
    expect(itemOf(facts, 'git.active-authors')).toMatchObject({
      figure: '5 people, 2 of them more than in passing',
      certainty: 'inferred',
      answers: { question: 'Q2-team', value: 2 },
    });
  });

  it('of a history that has stopped are those of its last 90 days', async () => {
    const facts = await collectFrom([
      commit('Gone Early <gone@shop.test>', 400),
      commit('Ann Lee <ann@shop.test>', 200),
      commit('Bob Ray <bob@shop.test>', 150),
    ]);
    expect(facts.stale).toBe(true);
    expect(itemOf(facts, 'git.active-authors')).toMatchObject({
      figure:
        'nobody in the 90 days before 2026-06-30; 2 people in those before the newest commit, 2026-01-31',
      certainty: 'inferred',
      answers: { question: 'Q2-team', value: 2 },
    });
  });
});
