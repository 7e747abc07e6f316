import { questions } from './framework/index.ts';
import type { Answers, Question, QuestionId } from './model.ts';
import { favoursSplit, isPassed, stagesFor, type Stage } from './rules.ts';

/** Whether the stage passes if every open question is answered in the best way, and if in the worst. */
function prospects(stage: Stage, answers: Answers) {
  const best = (id: QuestionId): boolean => answers[id] === undefined || favoursSplit(id, answers[id]);
  const worst = (id: QuestionId): boolean => answers[id] !== undefined && favoursSplit(id, answers[id]);
  return { mayPass: isPassed(stage, best), mayFail: !isPassed(stage, worst) };
}

/** Whether the other answers of its stage can leave the outcome of the stage to this question. */
function tipsItsStage(id: QuestionId, stage: Stage, answers: Answers): boolean {
  const others = {
    ...stage,
    questions: stage.questions.filter((other) => other !== id),
    needed: stage.needed - 1,
  };
  const { mayPass } = prospects(others, answers);
  const { mayFail } = prospects({ ...others, needed: stage.needed }, answers);
  return mayPass && mayFail;
}

/** Whether the verdict can depend on a stage: it can be reached, and passing it can lead to a different verdict. */
function decidesTheVerdict(stage: Stage, stages: readonly Stage[], answers: Answers): boolean {
  const position = stages.indexOf(stage);
  if (!stages.slice(0, position).every((earlier) => prospects(earlier, answers).mayPass)) return false;
  for (const later of stages.slice(position + 1)) {
    const { mayPass, mayFail } = prospects(later, answers);
    if (mayFail && later.verdict !== stage.verdict) return true;
    if (!mayPass) return false;
  }
  return true;
}

/** The open questions whose answer can still change the verdict, in the order in which they are asked. */
export function questionsThatStillMatter(answers: Answers): readonly Question[] {
  const stages = stagesFor(answers);
  return questions.filter(({ id }) => {
    const stage = stages.find((candidate) => candidate.questions.includes(id));
    if (!stage || answers[id] !== undefined) return false;
    return tipsItsStage(id, stage, answers) && decidesTheVerdict(stage, stages, answers);
  });
}

/** What to ask next, or `undefined` once the verdict stands. */
export const nextQuestion = (answers: Answers): Question | undefined => questionsThatStillMatter(answers)[0];
