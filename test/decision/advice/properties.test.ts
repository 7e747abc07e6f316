import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingAnswers, reachableVerdicts } from '../../../src/decision/advice/index.ts';
import { splitNeeds } from '../../../src/decision/advice/missing.ts';
import {
  decide,
  questionOf,
  questions,
  verdictIdOf,
  verdicts,
  type Answers,
  type AnswerValue,
  type QuestionId,
  type VerdictId,
} from '../../../src/decision/index.ts';
import { answersFrom, asked, someAnswers } from '../arbitrary-answers.ts';

/** The questions on which the verdict on a codebase that exists can depend. */
const decisive = questions.filter(({ role }) => ['gate', 'readiness', 'boundary'].includes(role));

const sideOf = (id: QuestionId, favours: boolean): AnswerValue => {
  const { kind, role } = questionOf(id);
  if (kind === 'count') return favours ? 9 : 3;
  return favours === (role === 'gate') ? 'yes' : 'no';
};

/** The rules once more, written down as a table that is read from the top. */
function verdictByTable(favours: ReadonlyMap<QuestionId, boolean>): VerdictId {
  const all = (...ids: QuestionId[]): boolean => ids.every((id) => favours.get(id));
  if (!all('Q1-slow')) return 'optimise-first';
  if (!all('Q2-team')) return 'stay-monolithic';
  if (!all('Q3-observe')) return 'not-ready';
  if (!all('Q4-independent')) return 'improve-boundaries';
  if (!all('A-no-cicd', 'A-slow-deploy', 'A-no-tracing', 'A-no-oncall', 'A-debug')) return 'not-ready';
  return all('A-shared-db', 'A-acid') ? 'consider-splitting' : 'improve-boundaries';
}

describe('every combination of answers', () => {
  it('has exactly one verdict, that of the table, and never a bolder one for a stronger no', () => {
    const boldness = new Map<number, number>();
    for (let bits = 0; bits < 2 ** decisive.length; bits += 1) {
      const favours = new Map(decisive.map(({ id }, index) => [id, ((bits >> index) & 1) === 1]));
      const answers = answersFrom(
        Object.fromEntries([...favours].map(([id, side]) => [id, sideOf(id, side)])),
      );
      const verdict = verdictIdOf(answers);
      expect(verdict).toBe(verdictByTable(favours));
      boldness.set(bits, verdicts[verdict].boldness);
    }
    for (const [bits, bold] of boldness)
      for (let index = 0; index < decisive.length; index += 1)
        expect(boldness.get(bits & ~(1 << index))).toBeLessThanOrEqual(bold);
  });
});

const given = fc.constantFrom(...decisive.map(({ id }) => id));
const existing = someAnswers.map((answers): Answers => {
  const value = answers['Q1-slow']?.value;
  return value === 'not-applicable' ? { ...answers, 'Q1-slow': asked('unknown') } : answers;
});
const run = <T>(property: fc.IRawProperty<T, false>): void => fc.assert(property, { numRuns: 500 });

describe('what is said beside the verdict', () => {
  it('names as missing what is open, with the verdict of each side', () => {
    run(
      fc.property(existing, (answers) => {
        for (const { id, ifYes, ifNo, decides } of missingAnswers(answers)) {
          expect([undefined, 'unknown']).toContain(answers[id]?.value);
          const [yes, no] = questionOf(id).kind === 'count' ? ([8, 7] as const) : (['yes', 'no'] as const);
          expect(ifYes).toBe(verdictIdOf({ ...answers, [id]: asked(yes) }));
          expect(ifNo).toBe(verdictIdOf({ ...answers, [id]: asked(no) }));
          expect(decides).toBe([ifYes, ifNo].some((verdict) => verdict !== verdictIdOf(answers)));
        }
      }),
    );
  });

  it('names every verdict that open answers can lead to, and no other', () => {
    run(
      fc.property(existing, fc.infiniteStream(fc.boolean()), (answers, sides) => {
        const reachable = reachableVerdicts(answers);
        const open = missingAnswers(answers);
        const completed = open.reduce<Answers>(
          (all, { id }) => ({ ...all, [id]: asked(sideOf(id, sides.next().value as boolean)) }),
          answers,
        );
        expect(reachable).toContain(verdictIdOf(completed));
        if (open.length === 0) expect(reachable).toEqual([verdictIdOf(answers)]);
      }),
    );
  });

  it('names all that a split needs: with it there is one, without any of it there is none', () => {
    run(
      fc.property(existing, given, (answers, left) => {
        const needs = splitNeeds(answers);
        const apply = (skip?: QuestionId): VerdictId =>
          verdictIdOf(
            needs
              .filter(({ id }) => id !== skip)
              .reduce<Answers>((all, { id }) => ({ ...all, [id]: asked(sideOf(id, true)) }), answers),
          );
        expect(apply()).toBe('consider-splitting');
        if (needs.some(({ id }) => id === left)) expect(apply(left)).not.toBe('consider-splitting');
      }),
    );
  });

  it('is never sure of what was only inferred', () => {
    run(
      fc.property(existing, (answers) => {
        const evidence = { command: 'look', figure: '1', certainty: 'inferred' as const };
        const inferred = Object.fromEntries(
          Object.entries(answers).map(([id, { value }]) => [id, { value, source: 'evidence', evidence }]),
        ) as Answers;
        expect(decide(inferred).confidence).not.toBe('high');
      }),
    );
  });
});
