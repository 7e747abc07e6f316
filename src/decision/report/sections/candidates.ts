import type { Candidate, Figure } from '../../model.ts';
import { html, table, type Html } from '../html.ts';
import type { ReportModel } from '../model.ts';

/** The figures that weigh something. */
function figures(all: readonly Figure[]): Html {
  const weighing = all.filter(({ value, points }) => value !== 0 && points !== 0);
  if (weighing.length === 0) return html`nothing found`;
  return html`<ul class="plain">
    ${weighing.map(({ what, value, note }) => html`<li>${what}: ${value}${note && html` <span class="why">(${note})</span>`}</li>`)}
  </ul>`;
}

/** Rows that everybody sees; the others can be opened. */
const shownCandidates = 8;

/** What an extraction would meet. */
function extractionText({ extraction }: Candidate): string {
  if (extraction === undefined) return 'not inspected';
  const { target, verdict, methods, carried } = extraction;
  return `${target}: ${verdict}, ${carried} of ${methods} methods can be carried`;
}

/** Pairs that are one module in what they do. */
function mergeList({ merges }: ReportModel): Html {
  if (merges.length === 0) return html``;
  return html`<h3>To be merged rather than split</h3>
    <ul>
      ${merges.map(({ modules, because }) => html`<li><strong>${modules.join(' and ')}</strong>: ${because.join('; ')}</li>`)}
    </ul>`;
}

/** Modules in the order in which they would be extracted. */
export function candidates(report: ReportModel): Html {
  const { verdict } = report;
  if (verdict.candidates.length === 0)
    return html`<section>
      <h2>Candidates</h2>
      <p class="unknown">No module was found that could be a service.</p>
    </section>`;
  return html`<section aria-labelledby="candidates">
    <h2 id="candidates">If a module were extracted, which first</h2>
    <p>
      What speaks for it against what it costs. One at a time: extract, verify in production, only then the
      next.
    </p>
    <div
      class="plot"
      id="candidates-plot"
      role="img"
      aria-labelledby="candidates"
      aria-describedby="candidates-data"
    ></div>
    <div id="candidates-data">
      ${candidateTable('Candidates in order', verdict.candidates.slice(0, shownCandidates))}
      ${
        verdict.candidates.length > shownCandidates &&
        html`<details>
          <summary>${verdict.candidates.length - shownCandidates} more</summary>
          ${candidateTable('Further candidates', verdict.candidates.slice(shownCandidates))}
        </details>`
      }
    </div>
    ${mergeList(report)}
  </section>`;
}

const candidateTable = (caption: string, all: readonly Candidate[]): Html =>
  table(
    caption,
    ['module', 'speaks for it', 'costs', 'in short', 'extraction'],
    all.map((candidate) => [
      candidate.module,
      figures(candidate.need),
      figures(candidate.cost),
      candidate.because,
      extractionText(candidate),
    ]),
  );

export function afterwards({ verdict }: ReportModel): Html {
  return html`<section aria-labelledby="next">
      <h2 id="next">What to do</h2>
      <ol>
        ${verdict.checklist.map(
          ({ what, how, command, lookAt }) =>
            html`<li>
              <strong>${what}</strong
              ><br />${how}${command !== undefined && html`<br /><code>${command}</code>`}<br /><span
                class="why"
                >Look at: ${lookAt}</span
              >
            </li>`,
        )}
      </ol>
    </section>
    <section aria-labelledby="costs">
      <h2 id="costs">What a split costs</h2>
      <ul>
        ${verdict.costs.map((each) => html`<li>${each}</li>`)}
      </ul>
    </section>`;
}
