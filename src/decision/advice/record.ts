import type { Architecture, AnswerValue, QuestionId, VerdictId } from '../model.ts';
import type { Advice } from './model.ts';

/** How many days a decision stands before somebody looks at it again. */
const reviewAfterDays = 180;

/** The decision as `--check` reads it again: what was true when it was made. Kept beside the decision record. */
export interface AdviceRecord {
  readonly kind: 'scaffold-advice';
  readonly schemaVersion: 1;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly commit?: string | undefined;
  readonly reviewBy: string;
  readonly verdict: VerdictId;
  readonly architecture: Architecture;
  readonly overruled?: { readonly reason?: string | undefined } | undefined;
  readonly answers: Readonly<Record<string, RecordedAnswer>>;
  /** Ids of the questions that the verdict rests on or is strengthened by. */
  readonly reasons: readonly QuestionId[];
  readonly signs: Signs;
  /** `name=glob`, where modules were given. */
  readonly modules: readonly string[];
}

export interface RecordedAnswer {
  readonly value: AnswerValue;
  readonly source: string;
  readonly figure?: string | undefined;
  /** What was measured, where something else was given. */
  readonly measured?: AnswerValue | undefined;
}

/** What can come and go: each by a name that stays the same. */
export interface Signs {
  readonly cycles: readonly string[];
  readonly sharedTables: readonly string[];
  readonly transactions: readonly string[];
}

export interface Chosen {
  readonly architecture: Architecture;
  readonly overruled?: { readonly reason?: string | undefined } | undefined;
  readonly modules: readonly string[];
}

export function recordOf(advice: Advice, { architecture, overruled, modules }: Chosen): AdviceRecord {
  const { date, commit } = advice.measured;
  const answers = advice.answers.map(({ id, value, source, evidence }) => {
    const measured = advice.contradictions.find((one) => one.id === id)?.measured;
    return [id, { value, source, figure: evidence?.figure, measured }] as const;
  });
  return {
    kind: 'scaffold-advice',
    schemaVersion: 1,
    date,
    commit,
    reviewBy: daysLater(date, reviewAfterDays),
    verdict: advice.verdict,
    architecture,
    overruled,
    answers: Object.fromEntries(answers),
    reasons: advice.reasons.filter(({ effect }) => effect !== 'weakens').map(({ id }) => id),
    signs: signsOf(advice),
    modules,
  };
}

export const signsOf = ({
  cycles,
  tables,
  transactions,
}: Pick<Advice, 'cycles' | 'tables' | 'transactions'>): Signs => ({
  cycles: cycles.map(({ modules }) => [...modules, ...modules.slice(0, 1)].join(' → ')),
  sharedTables: tables
    .filter(({ writers }) => writers.filter((one) => !one.startsWith('(')).length > 1)
    .map(({ table }) => table),
  transactions: transactions.map(({ place }) => place.file),
});

const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Two records that say the same, whenever they were made. */
export const sameDecision = (a: AdviceRecord, b: AdviceRecord): boolean => {
  const core = ({ date: _date, commit: _commit, reviewBy: _reviewBy, answers, ...rest }: AdviceRecord) => ({
    ...rest,
    answers: Object.entries(answers).map(([id, { value, source }]) => [id, value, source]),
  });
  return JSON.stringify(core(a)) === JSON.stringify(core(b));
};
