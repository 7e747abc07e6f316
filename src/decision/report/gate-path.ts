/** The way to a split, step by step, and how far these answers come. Used on the page and for it. */
import { questionOf } from '../framework/index.ts';
import type { Answers, QuestionId, VerdictId } from '../model.ts';
import { favoursSplit, isPassed, stagesFor, type Stage } from '../rules.ts';

/** `passed`; `stops` here; `open`: it would stop here too, but an earlier step already does. */
export type StepState = 'passed' | 'stops' | 'open';

export interface Step {
  readonly title: string;
  readonly state: StepState;
  /** What is concluded when it stops here. */
  readonly verdict: VerdictId;
  readonly questions: readonly QuestionId[];
  /** Of those, the ones that do not favour a split. */
  readonly against: readonly QuestionId[];
}

export function gatePath(answers: Answers): readonly Step[] {
  let stopped = false;
  return stagesFor(answers).map((stage) => {
    const favours = (id: QuestionId): boolean => favoursSplit(id, answers[id]);
    const passed = isPassed(stage, favours);
    const state = passed ? 'passed' : stopped ? 'open' : 'stops';
    stopped ||= !passed;
    const { questions, verdict } = stage;
    return {
      title: titleOf(stage),
      state,
      verdict,
      questions,
      against: questions.filter((id) => !favours(id)),
    };
  });
}

function titleOf({ questions: [first], verdict }: Stage): string {
  const role = first === undefined ? undefined : questionOf(first).role;
  if (first !== undefined && role === 'gate') return gateTitles[first] ?? first;
  if (role === 'strong') return 'Strong signals';
  return verdict === 'not-ready' ? 'Nothing that makes it unready' : 'Nothing that ties the parts together';
}

const gateTitles: Readonly<Partial<Record<QuestionId, string>>> = {
  'Q1-slow': 'Measured pain',
  'Q2-team': 'Enough people',
  'Q3-observe': 'Can be observed',
  'Q4-independent': 'Independent parts',
};
