import { answersFromEvidence } from '../../decision/advice/index.ts';
import {
  isNewProject,
  nextQuestion,
  questionIds,
  questionOf,
  type Answer,
  type Answers,
  type Question,
  type QuestionId,
} from '../../decision/index.ts';
import type { EvidenceItem } from '../../decision/evidence/index.ts';
import type { Prompter } from '../prompts/prompter.ts';
import { askQuestion } from '../resolve/decision.ts';
import type { Style } from '../render/style.ts';

export interface Asking {
  readonly prompter: Prompter | undefined;
  readonly style: Style;
  progress(text: string): void;
}

/**
 * Given answers first, then measured ones. Somebody who is there is asked what can still change the verdict and was not
 * counted, with what was inferred as the answer that is offered. What is open in the end is unknown, never a "no".
 */
export async function settleAnswers(
  given: Answers,
  items: readonly EvidenceItem[],
  asking: Asking,
): Promise<Answers> {
  const measured = answersFromEvidence(items);
  const counted = onlyCounted(measured);
  let answers: Answers = { ...counted, ...given };
  if (asking.prompter === undefined) return withUnknowns({ ...measured, ...given });
  for (let question = nextQuestion(answers); question; question = nextQuestion(answers)) {
    const offered = measured[question.id];
    explain(question, offered, asking);
    const value = await askQuestion(question, asking.prompter, offered?.value ?? 'unknown');
    const answer: Answer = offered && offered.value === value ? offered : { value, source: 'asked' };
    answers = { ...answers, [question.id]: answer };
  }
  return withUnknowns({ ...measured, ...answers });
}

const onlyCounted = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(([, answer]) => answer.evidence?.certainty === 'measured'),
  ) as Answers;

/** What the rules ask about and nobody knows. Signals that nobody states are not stated. */
function withUnknowns(answers: Answers): Answers {
  const rules = new Set(['gate', 'readiness', 'boundary']);
  const open = questionIds.filter(
    (id) =>
      answers[id] === undefined &&
      rules.has(questionOf(id).role) &&
      !(isNewProject(answers) && id === 'Q1-slow'),
  );
  const unknowns = open.map((id): [QuestionId, Answer] => [id, { value: 'unknown', source: 'not-asked' }]);
  return { ...answers, ...(Object.fromEntries(unknowns) as Answers) };
}

function explain(
  { why, evidenceHint }: Question,
  offered: Answer | undefined,
  { style, progress }: Asking,
): void {
  const seen = offered?.evidence
    ? `Found: ${offered.evidence.figure} (${offered.evidence.command}).`
    : `Not found out. What would answer it: ${evidenceHint}.`;
  progress(`\n${style.dim(style.wrap(why))}\n${style.wrap(seen)}`);
}
