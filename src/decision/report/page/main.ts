/** Runs in the report: draws the figures, and decides again when an answer is changed. */
import type { ReportModel } from '../model.ts';
import { drawCandidates } from './figures/candidates.ts';
import { drawCoChange } from './figures/co-change.ts';
import { drawModuleGraph } from './figures/module-graph.ts';
import { drawOwnership } from './figures/ownership.ts';
import { drawTables } from './figures/tables.ts';
import { startWhatIf } from './what-if.ts';

const figures: Readonly<Record<string, (report: ReportModel) => Element>> = {
  'module-graph': drawModuleGraph,
  'co-change': drawCoChange,
  ownership: drawOwnership,
  tables: drawTables,
  'candidates-plot': drawCandidates,
};

const data = document.getElementById('report');
if (data !== null) start(JSON.parse(data.textContent) as ReportModel);

function start(report: ReportModel): void {
  document.documentElement.classList.add('alive');
  for (const [id, draw] of Object.entries(figures))
    document.getElementById(id)?.replaceChildren(fit(draw(report)));
  const form = document.getElementById('what-if');
  const outcome = document.getElementById('what-if-verdict');
  if (form instanceof HTMLFormElement && outcome !== null) startWhatIf(form, outcome, report.verdict);
}

/** Large figures shrink as far as their letters stay readable, then scroll. */
function fit(figure: Element): Element {
  const svg =
    figure instanceof SVGSVGElement
      ? figure
      : figure.querySelector<SVGSVGElement>(':scope > svg:last-of-type');
  const width = svg?.width.baseVal.value ?? 0;
  svg?.style.setProperty('min-width', `${Math.round(width * 0.75)}px`);
  return figure;
}
