import * as fc from 'fast-check';
import {
  questions,
  type Answer,
  type Answers,
  type AnswerValue,
  type Question,
} from '../../src/decision/index.ts';

const choices: readonly AnswerValue[] = ['yes', 'no', 'unknown'];
const counts: readonly AnswerValue[] = [1, 7, 8, 9, 40, 'unknown'];

/** Every value that a question may be answered with in the tests. */
export const valuesOf = (question: Question): readonly AnswerValue[] => {
  if (question.kind === 'count') return counts;
  return question.id === 'Q1-slow' ? [...choices, 'not-applicable'] : choices;
};

export const asked = (value: AnswerValue): Answer => ({ value, source: 'asked' });

/** A record of plain values as answers. */
export const answersFrom = (values: Readonly<Record<string, AnswerValue>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, asked(value)]));

/** Any set of answers; each question may also be left without one. */
export const someAnswers: fc.Arbitrary<Answers> = fc
  .tuple(
    ...questions.map((question) => fc.option(fc.constantFrom(...valuesOf(question)), { nil: undefined })),
  )
  .map((values) =>
    answersFrom(
      Object.fromEntries(
        questions.flatMap(({ id }, index) => (values[index] === undefined ? [] : [[id, values[index]]])),
      ) as Record<string, AnswerValue>,
    ),
  );
