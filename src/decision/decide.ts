import {
  beforeSplitting,
  boundaryItems,
  keepModular,
  optimiseFirst,
  readinessItems,
} from './framework/checklists.ts';
import { costs, questionIds, questionOf, teamThreshold } from './framework/index.ts';
import { confidenceIn, effectOf } from './confidence.ts';
import type {
  Answer,
  AnswerValue,
  Answers,
  Blocker,
  Candidate,
  ChecklistItem,
  GivenAnswer,
  QuestionId,
  Reason,
  Signal,
  Verdict,
  VerdictId,
} from './model.ts';
import { favoursSplit, firstFailed, isNewProject, stagesFor, verdictIdOf } from './rules.ts';
import { findFlips } from './would-change.ts';

/** What was measured about a codebase beside the answers. */
export interface Facts {
  readonly candidates?: readonly Candidate[];
}

/** The verdict on a set of answers. Pure: the same answers give the same verdict, byte for byte. */
export function decide(answers: Answers, facts: Facts = {}): Verdict {
  const verdict = verdictIdOf(answers);
  const reasons = reasonsFor(answers, verdict);
  const decisive = reasons.filter(({ effect }) => effect === 'decides').map(({ id }) => id);
  return {
    verdict,
    confidence: confidenceIn(answers, reasons),
    reasons,
    blockers: blockersIn(answers),
    signals: signalsIn(answers),
    checklist: checklistFor(verdict, decisive),
    candidates: facts.candidates ?? [],
    wouldChangeIf: findFlips(answers),
    costs,
    answers: listAnswers(answers, decisive),
  };
}

/** What the question's rule says about an answer. */
export function ruleFor(id: QuestionId, value: AnswerValue): string {
  const { rules } = questionOf(id);
  if (value === teamThreshold)
    return `${rules.yes} Exactly ${teamThreshold} is borderline: some sources ask for more.`;
  if (typeof value === 'number') return value > teamThreshold ? rules.yes : rules.no;
  if (value === 'not-applicable') return 'Does not apply to a project that does not exist yet.';
  return rules[value];
}

function given(id: QuestionId, answers: Answers): GivenAnswer {
  return { id, ...(answers[id] ?? { value: 'unknown', source: 'not-asked' }) };
}

const reason = (answer: GivenAnswer, effect: Reason['effect']): Reason => ({
  ...answer,
  effect,
  rule: ruleFor(answer.id, answer.value),
});

/** The answers that the verdict rests on, then those that speak for or against it. */
function reasonsFor(answers: Answers, verdict: VerdictId): readonly Reason[] {
  const decisive = decisiveIds(answers);
  const others = questionIds.flatMap((id) => {
    if (answers[id] === undefined || decisive.includes(id)) return [];
    const answer = given(id, answers);
    const effect = effectOf(answer, verdict);
    return effect ? [reason(answer, effect)] : [];
  });
  return [...decisive.map((id) => reason(given(id, answers), 'decides')), ...others];
}

/** The questions whose answers gave the verdict: for a split all that speak for it, else those that stopped it. */
function decisiveIds(answers: Answers): readonly QuestionId[] {
  const stages = stagesFor(answers);
  const favours = (id: QuestionId): boolean => favoursSplit(id, answers[id]);
  const failed = firstFailed(stages, favours);
  if (!failed)
    return stages.flatMap(({ questions }) =>
      questions.filter((id) => favours(id) && isPositive(answers[id])),
    );
  const stopping = stages.filter(
    (stage) => stage === failed || (isNewProject(answers) && stage.verdict === failed.verdict),
  );
  const against = stopping.flatMap(({ questions }) => questions.filter((id) => !favours(id)));
  const answered = against.filter((id) => answers[id] !== undefined);
  const known = answered.filter((id) => answers[id]?.value !== 'unknown');
  if (known.length > 0) return known;
  return answered.length > 0 ? answered : against.slice(0, 1);
}

const isPositive = (answer: Answer | undefined): boolean =>
  answer?.value === 'yes' || typeof answer?.value === 'number';

function blockersIn(answers: Answers): readonly Blocker[] {
  return questionIds.flatMap((id) => {
    const { role } = questionOf(id);
    if ((role !== 'readiness' && role !== 'boundary') || favoursSplit(id, answers[id])) return [];
    const answer = given(id, answers);
    return [
      {
        ...answer,
        concerns: role === 'readiness' ? 'readiness' : 'boundaries',
        rule: ruleFor(id, answer.value),
      },
    ];
  });
}

function signalsIn(answers: Answers): readonly Signal[] {
  return questionIds
    .filter((id) => !id.startsWith('Q') && answers[id]?.value === 'yes')
    .map((id) => ({ ...given(id, answers), direction: id.startsWith('S-') ? 'for' : 'against' }));
}

function checklistFor(verdict: VerdictId, decisive: readonly QuestionId[]): readonly ChecklistItem[] {
  const pick = (items: Readonly<Record<string, ChecklistItem>>): readonly ChecklistItem[] =>
    decisive.flatMap((id) => items[id] ?? []);
  switch (verdict) {
    case 'optimise-first':
      return optimiseFirst;
    case 'not-ready':
      return pick(readinessItems);
    case 'improve-boundaries':
      return pick(boundaryItems);
    case 'consider-splitting':
      return beforeSplitting;
    default:
      return keepModular;
  }
}

/** Every answer in the order of the questions, with the decisive ones that nobody gave. */
const listAnswers = (answers: Answers, decisive: readonly QuestionId[]): readonly GivenAnswer[] =>
  questionIds
    .filter((id) => answers[id] !== undefined || decisive.includes(id))
    .map((id) => given(id, answers));
