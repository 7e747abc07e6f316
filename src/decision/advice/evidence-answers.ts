import type { EvidenceItem } from '../evidence/model.ts';
import { questionIds } from '../framework/index.ts';
import type { Answer, Answers, Evidence, QuestionId } from '../model.ts';
import { favoursSplit } from '../rules.ts';

/** The answers that the evidence gives. Where items disagree, the one against a split stands; but a target that one load test misses is missed, whatever others say. */
export function answersFromEvidence(items: readonly EvidenceItem[]): Answers {
  const entries = questionIds.flatMap((id): readonly (readonly [QuestionId, Answer])[] => {
    const answer = answerFrom(id, items);
    return answer ? [[id, answer]] : [];
  });
  return Object.fromEntries(entries) as Answers;
}

function answerFrom(id: QuestionId, items: readonly EvidenceItem[]): Answer | undefined {
  const offers = items.flatMap((item) =>
    item.answers?.question === id ? [{ item, value: item.answers.value }] : [],
  );
  const cautious = offers.filter(({ value }) => !favoursSplit(id, { value, source: 'evidence' }));
  const missed = id === 'Q1-slow' ? offers.filter(({ value }) => value === 'yes') : [];
  const [chosen] = [missed, cautious, offers].find((some) => some.length > 0) ?? [];
  return chosen && { value: chosen.value, source: 'evidence', evidence: asEvidence(chosen.item) };
}

const asEvidence = ({ source, figure, details, certainty }: EvidenceItem): Evidence => ({
  command: source,
  figure,
  certainty: certainty === 'measured' ? 'measured' : 'inferred',
  ...(details && details.length > 0 ? { details } : {}),
});
