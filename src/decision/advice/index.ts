/** The framework on a codebase that exists. */
export { adviseOn, type AdviceRequest } from './advise.ts';
export { rankCandidates } from './candidates.ts';
export { findContradictions } from './contradictions.ts';
export { answersFromEvidence } from './evidence-answers.ts';
export { missingAnswers, reachableVerdicts } from './missing.ts';
export type * from './model.ts';
