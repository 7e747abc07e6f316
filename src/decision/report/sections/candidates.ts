import type { Figure } from '../../model.ts';
import { html, table, type Html } from '../html.ts';
import type { ReportModel } from '../model.ts';

const figures = (all: readonly Figure[]): string =>
  all.map(({ what, value }) => `${what}: ${value}`).join('; ') || 'none found';

/** Modules in the order in which they would be extracted. */
export function candidates({ verdict }: ReportModel): Html {
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
    ${table(
      'Candidates in order',
      ['module', 'speaks for it', 'costs', 'in short'],
      verdict.candidates.map(({ module, need, cost, because }) => [
        module,
        figures(need),
        figures(cost),
        because,
      ]),
    )}
  </section>`;
}

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
