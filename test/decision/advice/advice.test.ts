import { describe, expect, it } from 'vitest';
import {
  answersFromEvidence,
  checkRecord,
  findContradictions,
  rankCandidates,
  recordOf,
  sameDecision,
  adviseOn,
  type AdviceRecord,
} from '../../../src/decision/advice/index.ts';
import { findMerges } from '../../../src/decision/advice/merges.ts';
import type { EvidenceItem } from '../../../src/decision/evidence/index.ts';
import type { Answers, AnswerValue, QuestionId } from '../../../src/decision/index.ts';
import { answersFrom } from '../arbitrary-answers.ts';
import { measured, shop } from '../evidence/codebase.ts';

const item = (
  question: QuestionId,
  value: AnswerValue,
  figure: string,
  certainty: EvidenceItem['certainty'] = 'measured',
): EvidenceItem => ({
  id: `x.${figure}`,
  group: 'code',
  title: 'x',
  source: 'look',
  figure,
  certainty,
  answers: { question, value },
});

describe('answers from evidence', () => {
  it('take a missed target, whatever other load tests met', () => {
    for (const values of [['no', 'yes'] as const, ['yes', 'no'] as const]) {
      const answers = answersFromEvidence(values.map((value) => item('Q1-slow', value, value)));
      expect(answers['Q1-slow']).toMatchObject({ value: 'yes', evidence: { figure: 'yes' } });
    }
  });

  it('take the cautious one where two disagree', () => {
    const answers = answersFromEvidence([
      item('Q4-independent', 'yes', 'fine'),
      item('Q4-independent', 'no', 'a cycle', 'inferred'),
    ]);
    expect(answers['Q4-independent']).toEqual({
      value: 'no',
      source: 'evidence',
      evidence: { command: 'look', figure: 'a cycle', certainty: 'inferred' },
    });
  });

  it('give none where nothing was found out', () => expect(answersFromEvidence([])).toEqual({}));
});

describe('contradictions', () => {
  const found = answersFromEvidence([item('Q2-team', 3, '3 people'), item('A-shared-db', 'yes', '2 tables')]);
  it.each<[string, Record<string, AnswerValue>, QuestionId[]]>([
    ['the other side', { 'Q2-team': 9 }, ['Q2-team']],
    ['another number on the same side', { 'Q2-team': 5 }, []],
    ['a blocker that is there', { 'A-shared-db': 'no' }, ['A-shared-db']],
    ['not known', { 'A-shared-db': 'unknown' }, []],
    ['nothing was measured', { 'Q3-observe': 'no' }, []],
  ])('%s', (_title, given, expected) =>
    expect(findContradictions(answersFrom(given), found).map(({ id }) => id)).toEqual(expected),
  );
});

describe('candidates', () => {
  it('are ranked by need less cost, with the weight of each figure', async () => {
    const base = await measured({
      ...shop,
      'src/modules/billing/pdf.ts': "import sharp from 'sharp';\nexport const draw = () => sharp();\n",
    });
    const [first, second] = rankCandidates(base);
    expect(first).toMatchObject({
      module: 'billing',
      need: [
        { value: 1, points: 2, note: 'sharp' },
        { value: 0, points: 0 },
      ],
    });
    expect(first?.cost.find(({ what }) => what === 'modules that use it')).toMatchObject({
      value: 1,
      points: 1,
      note: 'orders',
    });
    expect(first?.tests.find(({ id }) => id === 'own-data')).toMatchObject({ passes: 'yes' });
    expect(second?.module).toBe('orders');
    expect(first?.score).toBe(
      (first?.need ?? []).concat().reduce((sum, { points = 0 }) => sum + points, 0) -
        (first?.cost ?? []).reduce((sum, { points = 0 }) => sum + points, 0),
    );
  });

  it('are merged instead where each uses the other and both write one table', async () => {
    const base = await measured({
      ...shop,
      'src/modules/billing/back.ts':
        "import { OrderService } from '../orders/index.ts';\nexport const back = (db: any) => [OrderService, db.query('DELETE FROM orders')];\n",
    });
    expect(findMerges(base)).toEqual([
      { modules: ['billing', 'orders'], because: ['each imports the other', 'both write orders'] },
    ]);
    expect(findMerges(await measured(shop))).toEqual([]);
  });
});

describe('a recorded decision', () => {
  const advise = async (answers: Answers, files = shop) =>
    adviseOn({ measured: await measured(files), answers, date: '2026-02-03' });
  const chosen = { architecture: 'modular-monolith', modules: [] } as const;
  const team = (value: number): Answers => ({
    'Q2-team': {
      value,
      source: 'evidence',
      evidence: { command: 'git shortlog', figure: `${value} people` },
    },
  });
  const noSigns = { cycles: [], sharedTables: [], transactions: [] };

  const record = (change: Partial<AdviceRecord>): AdviceRecord => ({
    kind: 'scaffold-advice',
    schemaVersion: 1,
    date: '2026-02-03',
    reviewBy: '2026-08-02',
    verdict: 'improve-boundaries',
    architecture: 'modular-monolith',
    answers: {},
    reasons: [],
    signs: noSigns,
    modules: [],
    ...change,
  });

  it.each<[string, AdviceRecord, Answers, typeof noSigns | object, string[]]>([
    [
      'nothing changed',
      record({ answers: { 'Q2-team': { value: 5, source: 'evidence' } } }),
      team(7),
      {},
      [],
    ],
    [
      'the team has passed 8',
      record({ answers: { 'Q2-team': { value: 5, source: 'asked' } } }),
      team(9),
      {},
      ['the team has passed 8: 9 engineers now, 5 when it was decided'],
    ],
    [
      'the evidence contradicted it from the start',
      record({ answers: { 'Q2-team': { value: 5, source: 'flag', measured: 9 } } }),
      team(9),
      {},
      [],
    ],
    ['it is not known now', record({ answers: { 'Q2-team': { value: 5, source: 'evidence' } } }), {}, {}, []],
    [
      'the cycle is gone',
      record({ reasons: ['Q4-independent'], signs: { ...noSigns, cycles: ['a → b → a'] } }),
      {},
      {},
      ['the cycle is gone: a → b → a'],
    ],
    [
      'a cycle that was no reason is gone',
      record({ signs: { ...noSigns, cycles: ['a → b → a'] } }),
      {},
      {},
      [],
    ],
    [
      'a table is shared again',
      record({ answers: { 'A-shared-db': { value: 'no', source: 'evidence' } } }),
      answersFromEvidence([item('A-shared-db', 'yes', '1 of 4')]),
      {},
      ['"Do two parts write the same tables?" was no when it was decided, and is yes now: 1 of 4'],
    ],
  ])('%s', (_title, before, now, signs, expected) => {
    expect(checkRecord(before, now, { ...noSigns, ...signs }).map(({ what }) => what)).toEqual(expected);
  });

  it('says the same again on another day, and something else with another answer', async () => {
    const one = recordOf(await advise(team(3)), chosen);
    const later = { ...one, date: '2026-03-03', commit: 'abc', reviewBy: '2026-09-01' };
    expect(sameDecision(one, later)).toBe(true);
    expect(sameDecision(one, recordOf(await advise(team(4)), chosen))).toBe(false);
    expect(one.reviewBy).toBe('2026-08-02');
  });
});
