import { verdicts } from '../../framework/index.ts';
import type { GivenAnswer, Verdict } from '../../model.ts';
import { gatePath, type Step } from '../gate-path.ts';
import { html, type Html } from '../html.ts';
import type { ReportModel } from '../model.ts';
import { answerWords, valueWords } from '../words.ts';

/** The verdict, and what it rests on. */
export function overview({ codebase, date, commit, verdict }: ReportModel): Html {
  const words = verdicts[verdict.verdict];
  return html`<header class="verdict ${verdict.verdict}">
    <p class="codebase">
      ${codebase} · ${date}${commit !== undefined && html` · commit <code>${commit.slice(0, 10)}</code>`}
    </p>
    <h1>${words.title}</h1>
    <p class="summary">${words.summary}</p>
    <p class="confidence">Confidence: <strong>${verdict.confidence}</strong></p>
  </header>`;
}

const stateWords = { passed: 'passed', stops: 'stops here', open: 'not passed either' } as const;
const signs = { passed: '✓', stops: '✕', open: '–' } as const;

/** The gate as a path: where these answers come to a stand. */
export function gate({ verdict }: ReportModel): Html {
  const answers = answersOf(verdict);
  const path = gatePath(answers);
  return html`<section aria-labelledby="gate">
    <h2 id="gate">The way to a split</h2>
    <ol class="gate">
      ${path.map((step) => stepItem(step, verdict))}
      <li class="${path.every(({ state }) => state === 'passed') ? 'passed' : 'open'} goal">
        <span class="sign" aria-hidden="true">◎</span><strong>${verdicts['consider-splitting'].title}</strong>
      </li>
    </ol>
  </section>`;
}

function stepItem(step: Step, verdict: Verdict): Html {
  const shown = step.state === 'passed' ? step.questions.slice(0, 1) : step.against;
  const answers = shown.flatMap((id) => verdict.answers.find((answer) => answer.id === id) ?? []);
  const open = step.state !== 'passed' && answers.every(({ value }) => value === 'unknown');
  return html`<li class="${step.state}">
    <span class="sign" aria-hidden="true">${open ? '?' : signs[step.state]}</span
    ><strong>${step.title}</strong>
    <span class="state"
      >${stateWords[step.state]}${step.state === 'stops' && `: ${verdicts[step.verdict].title.toLowerCase()}`}</span
    >
    ${[...new Set(answers.map(figureOf))].map((each) => html`<span class="answer">${each}</span>`)}
  </li>`;
}

const figureOf = (answer: GivenAnswer): string => answer.evidence?.figure ?? answerWords(answer);

/** Why, each with the answer, where it came from, and the rule. */
export function reasons({ verdict, contradictions }: ReportModel): Html {
  const effects = { decides: 'decides', strengthens: 'speaks for it', weakens: 'speaks against it' } as const;
  return html`<section aria-labelledby="reasons">
    <h2 id="reasons">Why</h2>
    <ul class="reasons">
      ${verdict.reasons.map(
        (reason) =>
          html`<li class="${reason.effect}">
            <p><strong>${reason.rule}</strong> <span class="tag">${effects[reason.effect]}</span></p>
            <p class="source">
              ${reason.id}:
              ${answerWords(reason)}${reason.evidence && html` – ${reason.evidence.figure}<br /><code>${reason.evidence.command}</code>`}
            </p>
            ${
              reason.evidence?.details &&
              html`<details>
                <summary>${reason.evidence.details.length} in detail</summary>
                <ul>
                  ${reason.evidence.details.map((each) => html`<li><code>${each}</code></li>`)}
                </ul>
              </details>`
            }
          </li>`,
      )}
    </ul>
    ${contradictions.map(
      ({ id, given, measured, figure, command }) =>
        html`<p class="contradiction">
          <strong>${id}</strong> was answered ${valueWords(given)}; measured was ${valueWords(measured)}:
          ${figure}, <code>${command}</code>. The answer given counts.
        </p>`,
    )}
  </section>`;
}

const answersOf = ({ answers }: Verdict) => Object.fromEntries(answers.map((answer) => [answer.id, answer]));
