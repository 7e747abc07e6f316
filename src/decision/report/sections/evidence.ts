import type { EvidenceGroup } from '../../evidence/model.ts';
import { html, table, type Html } from '../html.ts';
import type { ReportModel } from '../model.ts';

const groups: Readonly<Record<EvidenceGroup, string>> = {
  git: 'History',
  code: 'Code',
  data: 'Data',
  operations: 'Operations',
  load: 'Load',
};

/** Everything that was measured, and what could not be. */
export function evidence({ evidence: items }: ReportModel): Html {
  const known = (Object.keys(groups) as EvidenceGroup[]).filter((group) =>
    items.some((item) => item.group === group),
  );
  return html`<section aria-labelledby="evidence">
    <h2 id="evidence">Evidence</h2>
    <p>
      Each figure with the command or file it came from. What could not be found out is unknown, never a no.
    </p>
    ${known.map((group) =>
      table(
        groups[group],
        ['what', 'figure', 'how sure', 'from'],
        items
          .filter((item) => item.group === group)
          .map((item) => [
            item.title,
            html`${item.figure}${item.why && html`<br /><span class="why">${item.why}</span>`}${
              item.details &&
              item.details.length > 0 &&
              html`<details>
                <summary>${item.details.length} in detail</summary>
                <ul>
                  ${item.details.map((each) => html`<li>${each}</li>`)}
                </ul>
              </details>`
            }`,
            html`<span class="certainty ${item.certainty}">${item.certainty}</span>`,
            html`<code>${item.source}</code>`,
          ]),
      ),
    )}
  </section>`;
}
