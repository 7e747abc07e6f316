import { questionOf, teamThreshold, verdicts } from './framework/index.ts';
import type { Answers, Confidence, GivenAnswer, Reason, VerdictId } from './model.ts';
import { isNewProject, stagesFor, verdictIdOf } from './rules.ts';

/**
 * What an answer of a kind says about a split: +1 for it, -1 against it, 0 nothing. A gate that is passed says nothing
 * alone; one that is known not to be speaks against a split, whichever gate came first.
 */
function leaning({ id, value }: GivenAnswer): -1 | 0 | 1 {
  const { role } = questionOf(id);
  if (role === 'gate') return value === 'no' || (typeof value === 'number' && value < teamThreshold) ? -1 : 0;
  if (value !== 'yes') return 0;
  if (role === 'strong') return 1;
  return role === 'doubt' || role === 'readiness' || role === 'boundary' ? -1 : 0;
}

/** Whether an answer that did not decide the verdict speaks for it, against it, or not at all. */
export function effectOf(answer: GivenAnswer, verdict: VerdictId): 'strengthens' | 'weakens' | undefined {
  const leans = leaning(answer);
  const { boldness } = verdicts[verdict];
  // A reason to split does not contradict "not yet".
  if (leans === 0 || (leans > 0 && boldness === 1)) return undefined;
  return leans > 0 === (boldness === 2) ? 'strengthens' : 'weakens';
}

/** True when the verdict rests on something that nobody knows. */
const restsOnUnknown = (decisive: readonly Reason[]): boolean =>
  decisive.length > 0 && decisive.every(({ value }) => value === 'unknown');

/**
 * Every reason weighs one point for or against the verdict. Resting on an unknown costs two, and rules out `high`; so does
 * resting on what was only inferred.
 * For a split, a borderline team costs one, blockers that nobody answered another, and so does the absence of any strong signal. A new project
 * gains one for starting modular, which is right far more often than not.
 */
export function confidenceIn(answers: Answers, reasons: readonly Reason[]): Confidence {
  const verdict = verdictIdOf(answers);
  const decisive = reasons.filter(({ effect }) => effect === 'decides');
  const count = (effect: Reason['effect']): number =>
    reasons.filter((reason) => reason.effect === effect).length;
  let points = count('strengthens') - count('weakens');
  if (verdict === 'consider-splitting') {
    const asked = stagesFor(answers).flatMap((stage) => stage.questions);
    if (asked.some((id) => isBlockerLeftOpen(id, answers))) points -= 1;
    if (answers['Q2-team']?.value === teamThreshold) points -= 1;
    if (!reasons.some(({ id, value }) => questionOf(id).role === 'strong' && value === 'yes')) points -= 1;
  }
  if (verdict === 'start-modular' && isNewProject(answers)) points += 1;
  if (restsOnUnknown(decisive)) return points - 2 >= -1 ? 'medium' : 'low';
  if (points >= 0) return restsOnInference(decisive) ? 'medium' : 'high';
  return points === -1 ? 'medium' : 'low';
}

/** True when nothing that the verdict rests on was counted or said by somebody. */
const restsOnInference = (decisive: readonly Reason[]): boolean =>
  decisive.length > 0 &&
  decisive.every(({ value, evidence }) => value === 'unknown' || evidence?.certainty === 'inferred');

function isBlockerLeftOpen(id: GivenAnswer['id'], answers: Answers): boolean {
  const { role } = questionOf(id);
  return (role === 'readiness' || role === 'boundary') && answers[id] === undefined;
}
