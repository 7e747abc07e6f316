import { describe, expect, it } from 'vitest';
import { decide, type AnswerValue, type Confidence, type VerdictId } from '../../src/decision/index.ts';
import { answersFrom } from './arbitrary-answers.ts';

type Row = readonly [
  name: string,
  values: Record<string, AnswerValue>,
  verdict: VerdictId,
  confidence: Confidence,
];

const passed = { 'Q1-slow': 'yes', 'Q2-team': 12, 'Q3-observe': 'yes', 'Q4-independent': 'yes' } as const;
const ready = {
  'A-no-cicd': 'no',
  'A-slow-deploy': 'no',
  'A-no-tracing': 'no',
  'A-no-oncall': 'no',
  'A-debug': 'no',
  'A-shared-db': 'no',
  'A-acid': 'no',
} as const;
const isNew = { ...passed, 'Q1-slow': 'not-applicable' } as const;

const rows: readonly Row[] = [
  ['nothing is known', {}, 'optimise-first', 'low'],
  ['not slow', { 'Q1-slow': 'no' }, 'optimise-first', 'high'],
  ['not slow, whatever else', { ...passed, 'Q1-slow': 'no' }, 'optimise-first', 'high'],
  ['slowness unknown', { ...passed, 'Q1-slow': 'unknown' }, 'optimise-first', 'low'],
  ['a small team', { ...passed, 'Q2-team': 7 }, 'stay-monolithic', 'high'],
  ['team size unknown', { ...passed, 'Q2-team': 'unknown' }, 'stay-monolithic', 'low'],
  ['cannot observe', { ...passed, 'Q3-observe': 'no' }, 'not-ready', 'high'],
  ['not independent', { ...passed, 'Q4-independent': 'no' }, 'improve-boundaries', 'high'],
  [
    'not independent and no pipeline',
    { ...passed, 'Q4-independent': 'no', 'A-no-cicd': 'yes' },
    'improve-boundaries',
    'high',
  ],
  ['all yes, nothing else said', passed, 'consider-splitting', 'low'],
  ['all yes, no blocker', { ...passed, ...ready }, 'consider-splitting', 'medium'],
  [
    'all yes, no blocker, a signal',
    { ...passed, ...ready, 'S-autonomy': 'yes' },
    'consider-splitting',
    'high',
  ],
  ['8 engineers', { ...passed, ...ready, 'Q2-team': 8 }, 'consider-splitting', 'low'],
  [
    '8 engineers and a signal',
    { ...passed, ...ready, 'Q2-team': 8, 'S-autonomy': 'yes' },
    'consider-splitting',
    'high',
  ],
  ['a doubt', { ...passed, ...ready, 'A-theoretical': 'yes' }, 'consider-splitting', 'low'],
  ['deploys by hand', { ...passed, ...ready, 'A-no-cicd': 'yes' }, 'not-ready', 'high'],
  ['perhaps deploys by hand', { ...passed, ...ready, 'A-no-cicd': 'unknown' }, 'not-ready', 'low'],
  ['shared tables', { ...passed, ...ready, 'A-shared-db': 'yes' }, 'improve-boundaries', 'high'],
  [
    'readiness comes before boundaries',
    { ...passed, 'A-acid': 'yes', 'A-debug': 'yes' },
    'not-ready',
    'high',
  ],
  ['new', { 'Q1-slow': 'not-applicable' }, 'start-modular', 'medium'],
  ['new, small team', { 'Q1-slow': 'not-applicable', 'Q2-team': 3 }, 'start-modular', 'high'],
  ['new, all yes, no signal', isNew, 'start-modular', 'medium'],
  ['new, one strong signal', { ...isNew, 'S-autonomy': 'yes' }, 'start-modular', 'low'],
  [
    'new, one strong signal and a weak one',
    { ...isNew, 'S-autonomy': 'yes', 'S-ownership-blur': 'yes' },
    'start-modular',
    'low',
  ],
  [
    'new, two strong signals',
    { ...isNew, 'S-autonomy': 'yes', 'S-uneven-scale': 'yes' },
    'consider-splitting',
    'medium',
  ],
  [
    'new, two strong signals, not observable',
    { ...isNew, 'Q3-observe': 'no', 'S-autonomy': 'yes', 'S-uneven-scale': 'yes' },
    'start-modular',
    'medium',
  ],
  [
    'new, two strong signals, no on-call',
    { ...isNew, 'S-autonomy': 'yes', 'S-uneven-scale': 'yes', 'A-no-oncall': 'yes' },
    'not-ready',
    'high',
  ],
];

describe('decide', () => {
  it.each(rows)('%s', (_name, values, verdict, confidence) => {
    expect(decide(answersFrom(values))).toMatchObject({ verdict, confidence });
  });

  it('says that exactly 8 engineers is borderline', () => {
    const { reasons } = decide(answersFrom({ ...passed, 'Q2-team': 8 }));
    expect(reasons.find(({ id }) => id === 'Q2-team')?.rule).toContain('borderline');
  });

  it('keeps the source and the evidence of an answer in its reason', () => {
    const evidence = { command: 'git shortlog -sne', figure: '3 people in 90 days' };
    const { reasons } = decide({
      'Q1-slow': { value: 'yes', source: 'flag' },
      'Q2-team': { value: 3, source: 'evidence', evidence },
    });
    expect(reasons[0]).toMatchObject({
      id: 'Q2-team',
      value: 3,
      source: 'evidence',
      evidence,
      effect: 'decides',
    });
  });

  it('names every blocker, and puts what to do about each on the checklist', () => {
    const verdict = decide(
      answersFrom({ ...passed, 'A-no-cicd': 'yes', 'A-no-oncall': 'yes', 'A-acid': 'yes' }),
    );
    expect(verdict.blockers.map(({ id }) => id)).toEqual(['A-no-cicd', 'A-no-oncall', 'A-acid']);
    expect(verdict.checklist.map(({ id }) => id)).toEqual(['A-no-cicd', 'A-no-oncall']);
  });

  it('has seven things to do before anything else where nothing is slow', () => {
    const { checklist } = decide(answersFrom({ 'Q1-slow': 'no' }));
    expect(checklist.map(({ id }) => id)).toEqual([
      'measure',
      'profile',
      'indexes',
      'pool',
      'cache',
      'concurrency',
      'measure-again',
    ]);
  });
});
