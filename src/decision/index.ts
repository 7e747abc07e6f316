/** The decision framework: its questions as data, and the verdict that follows from the answers. */
export * from './model.ts';
export { architectureNames, describeSource, renderAdr, type AdrFacts, type AdrSection } from './adr.ts';
export { decide, ruleFor, type Facts } from './decide.ts';
export { changeText, describeChanges } from './describe-flips.ts';
export {
  isQuestionId,
  questionIds,
  questionOf,
  questions,
  teamThreshold,
  verdicts,
} from './framework/index.ts';
export { nextQuestion, questionsThatStillMatter } from './next-question.ts';
export { isNewProject, verdictIdOf } from './rules.ts';
