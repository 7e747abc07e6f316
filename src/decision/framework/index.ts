import type { Question, QuestionId } from '../model.ts';
import { blockers } from './blockers.ts';
import { doubts } from './doubts.ts';
import { gates } from './gates.ts';
import { signals } from './signals.ts';

export { blockers } from './blockers.ts';
export { costs } from './costs.ts';
export { doubts } from './doubts.ts';
export { gates, teamThreshold } from './gates.ts';
export { signals } from './signals.ts';
export { verdicts, type VerdictWords } from './verdicts.ts';

/** Every question there is, in the order in which answers are listed and questions are asked. */
export const questions: readonly Question[] = [...gates, ...signals, ...blockers, ...doubts];

export const questionIds: readonly QuestionId[] = questions.map((question) => question.id);

const byId: ReadonlyMap<string, Question> = new Map(questions.map((question) => [question.id, question]));

export const isQuestionId = (id: string): id is QuestionId => byId.has(id);

/** The question of an id. Every {@link QuestionId} has one. */
export function questionOf(id: QuestionId): Question {
  const question = byId.get(id);
  if (!question) throw new Error(`no question ${id}`);
  return question;
}
