import { describeChanges } from '../../describe-flips.ts';
import { questionOf, questions, verdicts } from '../../framework/index.ts';
import type { AnswerValue, Question, QuestionId } from '../../model.ts';
import { html, table, type Html } from '../html.ts';
import type { ReportModel } from '../model.ts';

const roles: readonly (readonly [string, readonly Question['role'][]])[] = [
  ['The gate', ['gate']],
  ['For a split', ['strong', 'weak']],
  ['Against it', ['readiness', 'boundary', 'doubt']],
];

/** Every question with its answer. The page decides again, by the same rules, when one is changed. */
export function whatIf({ verdict, missing }: ReportModel): Html {
  const given = (id: QuestionId): AnswerValue | undefined =>
    verdict.answers.find((answer) => answer.id === id && answer.source !== 'not-asked')?.value;
  const flips = describeChanges(verdict.wouldChangeIf);
  return html`<section aria-labelledby="what-if-title" class="what-if">
    <h2 id="what-if-title">What would change it</h2>
    ${
      flips.length > 0 &&
      html`<p>The smallest changes that flip the verdict:</p>
        <ul>
          ${flips.map((each) => html`<li>It would be ${each}.</li>`)}
        </ul>`
    }
    ${
      missing.length > 0 &&
      table(
        'Answers that are missing, and what each would change by itself',
        ['question', 'if yes', 'if no', 'give it with'],
        missing.map(({ wording, ifYes, ifNo, flag }) => [
          wording,
          verdicts[ifYes].title,
          verdicts[ifNo].title,
          html`<code>${flag}</code>`,
        ]),
      )
    }
    <p class="script">Change an answer and see the verdict move.</p>
    <form id="what-if" class="script">
      <div class="questions">
        ${roles.map(
          ([title, of]) =>
            html`<div>
              <h3>${title}</h3>
              ${questions
                .filter(({ role }) => of.includes(role))
                .map((question) => field(question, given(question.id)))}
            </div>`,
        )}
      </div>
      <aside class="outcome">
        <p aria-live="polite" id="what-if-verdict"></p>
        <button type="reset">Back to the answers given</button>
      </aside>
    </form>
  </section>`;
}

const choices = [
  ['yes', 'yes'],
  ['no', 'no'],
  ['unknown', 'unknown'],
  ['', 'not answered'],
] as const;

function field(question: Question, value: AnswerValue | undefined): Html {
  const { id, wording } = question;
  if (questionOf(id).kind === 'count')
    return html`<fieldset>
      <legend>${wording}</legend>
      <label
        >${id}
        <input
          type="number"
          name="${id}"
          min="0"
          step="1"
          value="${typeof value === 'number' ? value : ''}"
          placeholder="unknown"
      /></label>
    </fieldset>`;
  return html`<fieldset>
    <legend>${wording}</legend>
    <span class="id">${id}</span>${choices.map(
      ([choice, words]) =>
        html`<label
          ><input
            type="radio"
            name="${id}"
            value="${choice}"
            ${{ html: choice === (value ?? '') ? ' checked' : '' }}
          />${words}</label
        >`,
    )}
  </fieldset>`;
}
