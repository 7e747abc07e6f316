import { decide } from '../../decide.ts';
import { isQuestionId, questionOf, verdicts } from '../../framework/index.ts';
import type { Answer, Answers, Choice, QuestionId, Verdict } from '../../model.ts';

/** Decides again, by the rules of the tool itself, whenever an answer in the form changes. */
export function startWhatIf(form: HTMLFormElement, outcome: HTMLElement, given: Verdict): void {
  const known = new Map(given.answers.map((answer) => [answer.id, answer]));
  const show = (): void => {
    const verdict = decide(readAnswers(form, known), { candidates: given.candidates });
    outcome.replaceChildren(...describe(verdict, given));
    outcome.parentElement?.classList.toggle('moved', verdict.verdict !== given.verdict);
  };
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => requestAnimationFrame(show));
  show();
}

function readAnswers(form: HTMLFormElement, known: ReadonlyMap<QuestionId, Answer>): Answers {
  const answers: Partial<Record<QuestionId, Answer>> = {};
  for (const [id, text] of new FormData(form)) {
    if (!isQuestionId(id) || typeof text !== 'string') continue;
    const before = known.get(id);
    const value = questionOf(id).kind === 'count' ? countOf(text, before) : choiceOf(text, before);
    if (value === undefined) continue;
    answers[id] = before?.value === value ? before : { value, source: 'asked' };
  }
  return answers;
}

const countOf = (text: string, before: Answer | undefined): Answer['value'] | undefined =>
  /^\d+$/.test(text) ? Number(text) : before === undefined ? undefined : 'unknown';

/** Nothing chosen: an answer that the form does not offer, such as that the question does not apply. */
const choiceOf = (text: string, before: Answer | undefined): Choice | undefined => {
  if (text === 'yes' || text === 'no' || text === 'unknown') return text;
  return before?.value === 'not-applicable' ? 'not-applicable' : undefined;
};

function describe(verdict: Verdict, given: Verdict): Node[] {
  const { title, summary } = verdicts[verdict.verdict];
  const moved = verdict.verdict === given.verdict ? 'The same verdict: ' : 'The verdict moves to ';
  return [
    document.createTextNode(moved),
    element('strong', title),
    document.createTextNode(`. ${summary} Confidence: ${verdict.confidence}.`),
  ];
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
