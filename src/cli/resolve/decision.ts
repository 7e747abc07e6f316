import {
  nextQuestion,
  questionIds,
  questionsThatStillMatter,
  type Answer,
  type Answers,
  type AnswerValue,
  type Question,
  type QuestionId,
} from '../../decision/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import type { Prompter } from '../prompts/prompter.ts';
import type { Style } from '../render/style.ts';
import type { Inputs } from './inputs.ts';
import { resolveSetting, type Resolving } from './resolver.ts';

export interface AskingFor extends Resolving {
  readonly flags: Inputs;
  readonly file: Inputs;
  /** Answers that were measured. */
  readonly evidence?: Answers;
  /** Shows the line that says why a question is asked. */
  explain(question: Question): void;
}

/** The answers that were given in advance, whether they matter or not: the record keeps them all. */
export function givenAnswers({ flags, file }: Pick<AskingFor, 'flags' | 'file'>): Answers {
  const entries = questionIds.flatMap((id): readonly (readonly [QuestionId, Answer])[] => {
    if (flags[id] !== undefined) return [[id, { value: flags[id] as AnswerValue, source: 'flag' }]];
    return file[id] === undefined ? [] : [[id, { value: file[id] as AnswerValue, source: 'file' }]];
  });
  return Object.fromEntries(entries) as Answers;
}

/**
 * Answers the questions that can still change the verdict, one after the other. Where nobody can be asked, the questions
 * of the gate must be given; a follow-up that was not is left open, and the verdict is less sure of itself.
 */
export async function resolveAnswers(start: Answers, asking: AskingFor): Promise<Outcome<Answers>> {
  let answers = start;
  for (let question = nextQuestion(answers); question; question = nextQuestion(answers)) {
    const measured = asking.evidence?.[question.id];
    if (question.role !== 'gate' && measured === undefined && (asking.yes || !asking.prompter)) break;
    const resolved = await resolveSetting<AnswerValue>(settingOf(question, measured, asking), asking);
    if (resolved.source === 'missing')
      return refuse(diagnostic('answers-missing', { flags: missingFlags(answers) }));
    const unchanged = measured !== undefined && resolved.value === measured.value;
    const answer: Answer = unchanged ? measured : { value: resolved.value, source: resolved.source };
    answers = { ...answers, [question.id]: answer };
  }
  return succeed(answers);
}

/** The flags of the gate's questions that are open, given the answers so far. */
export const missingFlags = (answers: Answers): readonly string[] =>
  questionsThatStillMatter(answers)
    .filter(({ role }) => role === 'gate')
    .map(({ flag }) => flag);

const settingOf = (question: Question, measured: Answer | undefined, { explain }: AskingFor) => ({
  flag: question.flag,
  evidence: measured?.value,
  standard: 'unknown' as const,
  ask: (prompter: Prompter, offered: AnswerValue) => {
    explain(question);
    return askQuestion(question, prompter, offered);
  },
});

/** Puts one question to somebody, with an answer that is offered. */
export const askQuestion = (
  question: Question,
  prompter: Prompter,
  offered: AnswerValue,
): Promise<AnswerValue> =>
  question.kind === 'count' ? askCount(question, prompter, offered) : askChoice(question, prompter, offered);

const askChoice = (question: Question, prompter: Prompter, offered: AnswerValue): Promise<AnswerValue> =>
  prompter.select<AnswerValue>({
    message: question.wording,
    options: [
      { name: 'Yes', value: 'yes' },
      { name: 'No', value: 'no' },
      { name: 'I do not know', value: 'unknown' },
    ],
    initial: offered,
  });

async function askCount(question: Question, prompter: Prompter, offered: AnswerValue): Promise<AnswerValue> {
  const text = await prompter.text({
    message: `${question.wording} (a number, or ? if you do not know)`,
    ...(typeof offered === 'number' ? { initial: String(offered) } : {}),
    check: (answer) =>
      isCount(answer.trim()) ? undefined : 'Type a whole number from 1, or ? if you do not know.',
  });
  return text.trim() === '?' ? 'unknown' : Number(text);
}

const isCount = (text: string): boolean => text === '?' || (/^\d{1,6}$/.test(text) && Number(text) >= 1);

/** The explanation of a question, as it is shown above it. */
export const formatExplanation = ({ why }: Question, style: Style): string =>
  `\n${style.dim(style.wrap(why))}`;
