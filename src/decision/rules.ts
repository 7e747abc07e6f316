import { blockers, gates, questionOf, signals, teamThreshold } from './framework/index.ts';
import type { Answer, Answers, GateId, QuestionId, VerdictId } from './model.ts';

/**
 * One step on the way to a split. It is passed when at least `needed` of its questions favour a split;
 * the first step that is not passed gives the verdict.
 */
export interface Stage {
  readonly verdict: VerdictId;
  readonly questions: readonly QuestionId[];
  readonly needed: number;
}

/** Strong signals that a project which does not exist yet must state before a split is considered. */
export const strongSignalsNeeded = 2;

const verdictOfGate: Readonly<Record<GateId, VerdictId>> = {
  'Q1-slow': 'optimise-first',
  'Q2-team': 'stay-monolithic',
  'Q3-observe': 'not-ready',
  'Q4-independent': 'improve-boundaries',
};

const idsOf = (role: string): readonly QuestionId[] =>
  [...gates, ...signals, ...blockers]
    .filter((question) => question.role === role)
    .map((question) => question.id);

const strongSignals = idsOf('strong');
const readiness = idsOf('readiness');
const boundaries = idsOf('boundary');

const blockerStages: readonly Stage[] = [
  { verdict: 'not-ready', questions: readiness, needed: readiness.length },
  { verdict: 'improve-boundaries', questions: boundaries, needed: boundaries.length },
];

const existingProject: readonly Stage[] = [
  ...gates.map(({ id }) => ({ verdict: verdictOfGate[id], questions: [id], needed: 1 })),
  ...blockerStages,
];

const newProject: readonly Stage[] = [
  ...gates
    .filter(({ id }) => id !== 'Q1-slow')
    .map(({ id }) => ({ verdict: 'start-modular' as const, questions: [id], needed: 1 })),
  { verdict: 'start-modular', questions: strongSignals, needed: strongSignalsNeeded },
  ...blockerStages,
];

/** A project that does not exist yet cannot be slow: its first question is not applicable. */
export const isNewProject = (answers: Answers): boolean => answers['Q1-slow']?.value === 'not-applicable';

/** The whole rule, as steps in order. */
export const stagesFor = (answers: Answers): readonly Stage[] =>
  isNewProject(answers) ? newProject : existingProject;

/**
 * Whether an answer lets a split go on. `unknown` never does. A question that nobody answered does not pass a gate and
 * is no signal; as a blocker it does not block, for nobody said that the obstacle is there, but the confidence drops.
 */
export function favoursSplit(id: QuestionId, answer: Answer | undefined): boolean {
  const value = answer?.value;
  const { role } = questionOf(id);
  if (role === 'readiness' || role === 'boundary') return value !== 'yes' && value !== 'unknown';
  if (role === 'doubt') return value !== 'yes';
  return typeof value === 'number' ? value >= teamThreshold : value === 'yes';
}

export const isPassed = (stage: Stage, favours: (id: QuestionId) => boolean): boolean =>
  stage.questions.filter(favours).length >= stage.needed;

export const firstFailed = (
  stages: readonly Stage[],
  favours: (id: QuestionId) => boolean,
): Stage | undefined => stages.find((stage) => !isPassed(stage, favours));

export const verdictWhen = (stages: readonly Stage[], favours: (id: QuestionId) => boolean): VerdictId =>
  firstFailed(stages, favours)?.verdict ?? 'consider-splitting';

export const verdictIdOf = (answers: Answers): VerdictId =>
  verdictWhen(stagesFor(answers), (id) => favoursSplit(id, answers[id]));
