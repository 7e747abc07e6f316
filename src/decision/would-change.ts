import { questionOf, teamThreshold } from './framework/index.ts';
import type { Answers, ChangedAnswer, Flip, QuestionId } from './model.ts';
import { favoursSplit, stagesFor, verdictWhen } from './rules.ts';

/** All subsets of `size` items, in the order of the items. */
function* subsets<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [offset, first] of items.slice(from).entries()) {
    for (const rest of subsets(items, size - 1, from + offset + 1)) yield [first, ...rest];
  }
}

/** The other side of an answer. */
export function changeOf(id: QuestionId, answers: Answers): ChangedAnswer {
  const question = questionOf(id);
  const favours = favoursSplit(id, answers[id]);
  const from = answers[id]?.value ?? 'unknown';
  if (question.kind === 'count') {
    return { id, from, to: favours ? `fewer than ${teamThreshold}` : `${teamThreshold} or more` };
  }
  const yesFavours = question.role === 'gate' || question.role === 'strong';
  return { id, from, to: favours === yesFavours ? 'no' : 'yes' };
}

/**
 * The smallest sets of changed answers that flip the verdict, by search over increasing sizes.
 * A question has only two sides as far as the verdict goes, so changing an answer means taking the other side.
 */
export function findFlips(answers: Answers): readonly Flip[] {
  const stages = stagesFor(answers);
  const changeable = stages.flatMap((stage) => stage.questions);
  const favouring = new Set(changeable.filter((id) => favoursSplit(id, answers[id])));
  const current = verdictWhen(stages, (id) => favouring.has(id));
  for (let size = 1; size <= changeable.length; size += 1) {
    const flips: Flip[] = [];
    for (const ids of subsets(changeable, size)) {
      const verdict = verdictWhen(stages, (id) => favouring.has(id) !== ids.includes(id));
      if (verdict !== current) flips.push({ changes: ids.map((id) => changeOf(id, answers)), verdict });
    }
    if (flips.length > 0) return flips;
  }
  return [];
}
