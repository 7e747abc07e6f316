import { questionOf } from '../framework/index.ts';
import type { AnswerValue, GivenAnswer, QuestionId } from '../model.ts';

const sources: Readonly<Record<GivenAnswer['source'], string>> = {
  asked: 'asked',
  flag: 'given on the command line',
  file: 'from the answers file',
  evidence: 'measured',
  default: 'the default',
  'not-asked': 'nobody answered',
};

/** `yes (measured)` */
export const answerWords = ({ value, source, evidence }: GivenAnswer): string =>
  `${valueWords(value)} (${source === 'evidence' ? (evidence?.certainty ?? sources[source]) : sources[source]})`;

export const valueWords = (value: AnswerValue): string =>
  value === 'not-applicable' ? 'does not apply' : String(value);

/** What is asked, without the jargon of its id. */
export const questionWords = (id: QuestionId): string => questionOf(id).wording;
