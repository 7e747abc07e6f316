import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { decide, describeChanges, renderAdr } from '../../src/decision/index.ts';
import { answersFrom } from './arbitrary-answers.ts';

const facts = { project: 'bakery', date: '2026-02-03', architecture: 'modular-monolith' } as const;

describe('renderAdr', () => {
  it('records the answers with their sources, the advice and the costs', () => {
    const text = renderAdr(decide(answersFrom({ 'Q1-slow': 'not-applicable', 'Q2-team': 3 })), facts);
    expect(text).toContain('status: accepted\ndate: 2026-02-03');
    expect(text).toContain('- Q2-team: How many engineers work on it? **3** (asked)');
    expect(text).toContain('following the advice "Start as a modular monolith" (confidence: high)');
    expect(text).toContain('- There is no transaction across services');
  });

  it('records both the advice and the decision against it', () => {
    const text = renderAdr(decide(answersFrom({ 'Q1-slow': 'no' })), {
      ...facts,
      architecture: 'services',
      overruled: { reason: 'the *law* says so,\n# at once' },
    });
    expect(text).toContain('Chosen option: **Services**, **against the advice** "Optimise first"');
    expect(text).toContain('Reason given: the \\*law\\* says so, \\# at once');
  });

  it('is formatted as prettier leaves it', async () => {
    const verdict = decide(
      answersFrom({
        'Q1-slow': 'not-applicable',
        'Q2-team': 9,
        'Q3-observe': 'yes',
        'Q4-independent': 'yes',
      }),
    );
    const text = renderAdr(verdict, facts);
    expect(await format(text, { parser: 'markdown', printWidth: 110 })).toBe(text);
  });
});

describe('describeChanges', () => {
  it('sums up equal choices in one sentence', () => {
    const { wouldChangeIf } = decide(answersFrom({ 'Q1-slow': 'not-applicable', 'Q2-team': 3 }));
    expect(wouldChangeIf).toHaveLength(10);
    expect(describeChanges(wouldChangeIf)).toEqual([
      '"Consider splitting" if 8 or more engineers worked on it (Q2-team), the team could observe a distributed ' +
        'system (Q3-observe), the parts were truly independent (Q4-independent) and two of these were so: ' +
        'parts needed very different resources (S-uneven-scale); teams had to deploy on their own schedule ' +
        '(S-autonomy); one part had to survive any fault of another (S-fault-isolation); there were a load that ' +
        'copies of one process cannot carry (S-scale-wall); a change in one domain forced the release of ' +
        'another (S-deploy-coupling)',
    ]);
  });

  it('lists single answers one by one', () => {
    const { wouldChangeIf } = decide(answersFrom({ 'Q1-slow': 'yes', 'Q2-team': 3 }));
    expect(describeChanges(wouldChangeIf)).toEqual([
      '"Optimise first" if the system were measured and met its targets (Q1-slow)',
      '"Not ready for services yet" if 8 or more engineers worked on it (Q2-team)',
    ]);
  });
});
