import { questionIds, questionOf } from '../framework/index.ts';
import type { Answer, Answers, QuestionId } from '../model.ts';
import { favoursSplit } from '../rules.ts';
import type { AdviceRecord, Signs } from './record.ts';

/** A recorded reason that no longer holds. */
export interface Change {
  readonly id: QuestionId;
  /** One sentence: what it is now, and what it was. */
  readonly what: string;
}

/** What was measured now, compared with what the record rests on. What is not known now says nothing. */
export function checkRecord(record: AdviceRecord, measured: Answers, now: Signs): readonly Change[] {
  const turned = questionIds.flatMap((id) => turnedAnswer(id, record, measured[id]));
  const gone = goneSigns(record, now).filter(({ id }) => !turned.some((change) => change.id === id));
  return [...turned, ...gone];
}

/** Reasons that were measured when it was decided, and are not known now: of them a check says nothing. */
export const notMeasured = ({ answers, reasons }: AdviceRecord, now: Answers): readonly QuestionId[] =>
  reasons.filter((id) => {
    const then = answers[id];
    const wasMeasured = then?.measured !== undefined || then?.source === 'evidence';
    return wasMeasured && (now[id] === undefined || now[id].value === 'unknown');
  });

/** An answer that is on the other side now. One that the evidence contradicted from the start has not turned. */
function turnedAnswer(id: QuestionId, { answers }: AdviceRecord, now: Answer | undefined): readonly Change[] {
  const recorded = answers[id];
  if (!recorded || recorded.value === 'unknown' || !now || now.value === 'unknown') return [];
  const then = { value: recorded.measured ?? recorded.value, source: 'file' } as const;
  if (favoursSplit(id, then) === favoursSplit(id, now)) return [];
  return [{ id, what: wording(id, recorded.value, now) }];
}

function wording(id: QuestionId, then: Answer['value'], { value, evidence }: Answer): string {
  const figure = evidence ? `: ${evidence.figure}` : '';
  if (id === 'Q2-team' && typeof value === 'number')
    return `the team has ${value >= 8 ? 'passed' : 'fallen below'} 8: ${value} engineers now, ${then} when it was decided`;
  return `"${questionOf(id).wording}" was ${then} when it was decided, and is ${value} now${figure}`;
}

/** A sign that the decision rested on and that is not there any more. */
function goneSigns({ signs, reasons }: AdviceRecord, now: Signs): readonly Change[] {
  const rest: readonly (readonly [QuestionId, keyof Signs, string])[] = [
    ['Q4-independent', 'cycles', 'cycle'],
    ['A-shared-db', 'sharedTables', 'shared table'],
    ['A-acid', 'transactions', 'transaction over two modules'],
  ];
  return rest.flatMap(([id, kind, name]) => {
    const isGone = reasons.includes(id) && signs[kind].length > 0 && now[kind].length === 0;
    return isGone ? [{ id, what: `the ${name} is gone: ${signs[kind].slice(0, 3).join(', ')}` }] : [];
  });
}
