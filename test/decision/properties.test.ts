import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  nextQuestion,
  questionOf,
  questions,
  questionsThatStillMatter,
  verdictIdOf,
  verdicts,
  type Answers,
  type AnswerValue,
  type QuestionId,
  type VerdictId,
} from '../../src/decision/index.ts';
import { asked, someAnswers, valuesOf } from './arbitrary-answers.ts';

const boldness = (answers: Answers): number => verdicts[verdictIdOf(answers)].boldness;
const withAnswer = (answers: Answers, id: QuestionId, value: AnswerValue): Answers => ({
  ...answers,
  [id]: asked(value),
});
const anyQuestion = fc.constantFrom(...questions.map(({ id }) => id));
const speaksFor = (id: QuestionId): boolean => ['gate', 'strong', 'weak'].includes(questionOf(id).role);

const run = <T>(property: fc.IRawProperty<T, false>, numRuns = 2000): void =>
  fc.assert(property, { numRuns });

describe('the rules, for any answers', () => {
  it('are a function: the same answers in any order give the same verdict, byte for byte', () => {
    run(
      fc.property(someAnswers, (answers) => {
        const reversed = Object.fromEntries(Object.entries(answers).toReversed()) as Answers;
        expect(JSON.stringify(decide(reversed))).toBe(JSON.stringify(decide(answers)));
      }),
      200,
    );
  });

  it('never become bolder through an answer that speaks more against a split', () => {
    run(
      fc.property(someAnswers, anyQuestion, (answers, id) => {
        if (id === 'Q1-slow' && answers[id]?.value === 'not-applicable') return;
        const { kind } = questionOf(id);
        const better = kind === 'count' ? 12 : speaksFor(id) ? 'yes' : 'no';
        const worse = kind === 'count' ? 3 : speaksFor(id) ? 'no' : 'yes';
        expect(boldness(withAnswer(answers, id, worse))).toBeLessThanOrEqual(
          boldness(withAnswer(answers, id, better)),
        );
      }),
    );
  });

  it('are never bolder for an unknown than for any other answer', () => {
    run(
      fc.property(someAnswers, anyQuestion, (answers, id) => {
        if (id === 'Q1-slow' || questionOf(id).role === 'doubt') return;
        const unknown = boldness(withAnswer(answers, id, 'unknown'));
        for (const value of valuesOf(questionOf(id)))
          expect(unknown).toBeLessThanOrEqual(boldness(withAnswer(answers, id, value)));
      }),
    );
  });

  it('name in every reason and blocker an answer that the verdict lists', () => {
    run(
      fc.property(someAnswers, (answers) => {
        const verdict = decide(answers);
        expect(verdict.reasons.length).toBeGreaterThan(0);
        for (const { id, value, source, rule } of [
          ...verdict.reasons,
          ...verdict.blockers.map((b) => ({ ...b, effect: '' })),
        ]) {
          expect(verdict.answers).toContainEqual(expect.objectContaining({ id, value, source }));
          expect(rule).not.toBe('');
        }
      }),
      300,
    );
  });
});

/** Every verdict that some completion of the open questions can give, with `fixed` set. */
const relevant = questions.filter(({ role }) => role !== 'doubt' && role !== 'weak');

function canMatterByTrying(answers: Answers, id: QuestionId): boolean {
  const open = relevant.filter((question) => question.id !== id && answers[question.id] === undefined);
  const outcomes = (completed: Answers): Set<VerdictId> =>
    new Set(
      ['yes', 'no'].map((side) =>
        verdictIdOf(
          withAnswer(
            completed,
            id,
            questionOf(id).kind === 'count' ? (side === 'yes' ? 9 : 2) : (side as AnswerValue),
          ),
        ),
      ),
    );
  for (let bits = 0; bits < 2 ** open.length; bits += 1) {
    let completed = answers;
    open.forEach((question, index) => {
      const yes = ((bits >> index) & 1) === 1;
      completed = withAnswer(
        completed,
        question.id,
        question.kind === 'count' ? (yes ? 9 : 2) : yes ? 'yes' : 'no',
      );
    });
    if (outcomes(completed).size > 1) return true;
  }
  return false;
}

describe('the questions that are asked', () => {
  it('are exactly those whose answer can still change the verdict', () => {
    const mostlyAnswered = someAnswers.filter(
      (answers) =>
        answers['Q1-slow'] !== undefined &&
        relevant.filter(({ id }) => answers[id] === undefined).length <= 6,
    );
    run(
      fc.property(mostlyAnswered, (answers) => {
        const open = relevant.filter(({ id }) => answers[id] === undefined);
        const expected = open.filter(({ id }) => canMatterByTrying(answers, id)).map(({ id }) => id);
        expect(questionsThatStillMatter(answers).map(({ id }) => id)).toEqual(expected);
      }),
      400,
    );
  });

  it('end, and leave a verdict that no answer to an open question changes', () => {
    run(
      fc.property(someAnswers, fc.infiniteStream(fc.nat()), (start, picks) => {
        let answers: Answers = { 'Q1-slow': asked('not-applicable'), ...start };
        for (let question = nextQuestion(answers); question; question = nextQuestion(answers)) {
          const values = valuesOf(question);
          answers = withAnswer(
            answers,
            question.id,
            values[(picks.next().value as number) % values.length] ?? 'unknown',
          );
        }
        for (const { id } of relevant.filter((question) => answers[question.id] === undefined)) {
          for (const value of valuesOf(questionOf(id))) {
            if (value !== 'not-applicable')
              expect(verdictIdOf(withAnswer(answers, id, value))).toBe(verdictIdOf(answers));
          }
        }
      }),
      500,
    );
  });

  it('stop after the first "no" of the gate', () => {
    expect(nextQuestion({})?.id).toBe('Q1-slow');
    expect(nextQuestion({ 'Q1-slow': asked('no') })).toBeUndefined();
    expect(nextQuestion({ 'Q1-slow': asked('not-applicable') })?.id).toBe('Q2-team');
    expect(nextQuestion({ 'Q1-slow': asked('not-applicable'), 'Q2-team': asked(3) })).toBeUndefined();
  });
});

describe('what would change the verdict', () => {
  it('flips it when applied, and no smaller set does', () => {
    run(
      fc.property(someAnswers, (answers) => {
        const { verdict, wouldChangeIf } = decide(answers);
        expect(wouldChangeIf.length).toBeGreaterThan(0);
        const size = wouldChangeIf[0]?.changes.length ?? 0;
        for (const flip of wouldChangeIf) {
          expect(flip.changes).toHaveLength(size);
          const apply = (skip?: QuestionId): VerdictId =>
            verdictIdOf(
              flip.changes
                .filter(({ id }) => id !== skip)
                .reduce((all, { id, to }) => withAnswer(all, id, toValue(to)), answers),
            );
          expect(apply()).toBe(flip.verdict);
          expect(flip.verdict).not.toBe(verdict);
          for (const { id } of flip.changes) expect(apply(id)).toBe(verdict);
        }
      }),
      300,
    );
  });

  it('is every single answer whose change flips it, where one is enough', () => {
    run(
      fc.property(someAnswers, (answers) => {
        const { verdict, wouldChangeIf } = decide(answers);
        const single = relevant
          .filter(({ id }) => !(id === 'Q1-slow' && answers[id]?.value === 'not-applicable'))
          .filter((question) =>
            valuesOf(question).some(
              (value) =>
                value !== 'not-applicable' &&
                verdictIdOf(withAnswer(answers, question.id, value)) !== verdict,
            ),
          );
        const found = wouldChangeIf
          .filter(({ changes }) => changes.length === 1)
          .map(({ changes }) => changes[0]?.id);
        expect(found).toEqual(single.map(({ id }) => id).sort(byQuestionOrder(found)));
      }),
      300,
    );
  });
});

const byQuestionOrder = (order: readonly (QuestionId | undefined)[]) => (a: QuestionId, b: QuestionId) =>
  order.indexOf(a) - order.indexOf(b);

const toValue = (to: string): AnswerValue =>
  to === '8 or more' ? 8 : to === 'fewer than 8' ? 7 : (to as AnswerValue);
