import { questions, teamThreshold } from '../framework/index.ts';
import type { Answers, AnswerValue, ChangedAnswer, QuestionId, VerdictId } from '../model.ts';
import { favoursSplit, isPassed, stagesFor, verdictIdOf } from '../rules.ts';
import { changeOf } from '../would-change.ts';
import type { MissingAnswer } from './model.ts';

const isOpen = (id: QuestionId, answers: Answers): boolean =>
  answers[id] === undefined || answers[id]?.value === 'unknown';

/** Every question of the rules that is open, with the verdict if it were answered one way or the other. */
export function missingAnswers(answers: Answers): readonly MissingAnswer[] {
  const relevant = new Set(stagesFor(answers).flatMap((stage) => stage.questions));
  const verdict = verdictIdOf(answers);
  return questions
    .filter(({ id }) => relevant.has(id) && isOpen(id, answers))
    .map(({ id, kind, wording, flag }) => {
      const given = (value: AnswerValue): VerdictId =>
        verdictIdOf({ ...answers, [id]: { value, source: 'asked' } });
      const [ifYes, ifNo] =
        kind === 'count' ? [given(teamThreshold), given(teamThreshold - 1)] : [given('yes'), given('no')];
      return { id, wording, flag, ifYes, ifNo, decides: ifYes !== verdict || ifNo !== verdict };
    });
}

/** Everything that would have to be otherwise before a split were advised; empty where it is. */
export function splitNeeds(answers: Answers): readonly ChangedAnswer[] {
  const failing = stagesFor(answers).filter(
    (stage) => !isPassed(stage, (id) => favoursSplit(id, answers[id])),
  );
  return failing
    .flatMap((stage) => stage.questions)
    .filter((id) => !favoursSplit(id, answers[id]))
    .map((id) => changeOf(id, answers));
}

/** The verdicts that are left, whatever the open answers turn out to be. */
export function reachableVerdicts(answers: Answers): readonly VerdictId[] {
  const reached = new Set<VerdictId>();
  const best = (id: QuestionId): boolean => isOpen(id, answers) || favoursSplit(id, answers[id]);
  const worst = (id: QuestionId): boolean => !isOpen(id, answers) && favoursSplit(id, answers[id]);
  for (const stage of stagesFor(answers)) {
    if (!isPassed(stage, worst)) reached.add(stage.verdict);
    if (!isPassed(stage, best)) return [...reached];
  }
  return [...reached.add('consider-splitting')];
}
