/** The framework on a codebase that exists. */
export { adviceSections, measuredContext } from './adr-sections.ts';
export { adviseOn, type AdviceRequest } from './advise.ts';
export { rankCandidates } from './candidates.ts';
export { checkRecord, notMeasured, type Change } from './check-record.ts';
export { findContradictions } from './contradictions.ts';
export { answersFromEvidence } from './evidence-answers.ts';
export { missingAnswers, reachableVerdicts } from './missing.ts';
export type * from './model.ts';
export { recordOf, sameDecision, signsOf, type AdviceRecord, type Chosen } from './record.ts';
