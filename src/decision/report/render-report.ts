/** The report: one file that needs nothing else, on screen or on paper. */
import { createHash } from 'node:crypto';
import { verdicts } from '../framework/index.ts';
import { escapeHtml } from './html.ts';
import type { PageAssets, ReportModel } from './model.ts';
import { afterwards, candidates } from './sections/candidates.ts';
import { evidence } from './sections/evidence.ts';
import { coChange, moduleGraph, ownership, tables } from './sections/figures.ts';
import { gate, overview, reasons } from './sections/overview.ts';
import { whatIf } from './sections/what-if.ts';

const sections = [
  gate,
  reasons,
  moduleGraph,
  coChange,
  ownership,
  tables,
  candidates,
  whatIf,
  afterwards,
  evidence,
];

/** The same result and assets give the same bytes. Nothing in it can reach a network: its own policy forbids it. */
export function renderReport(report: ReportModel, { script, style }: PageAssets): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${sha256(script)}'; base-uri 'none'; form-action 'none'`;
  const title = `${report.codebase}: ${verdicts[report.verdict.verdict].title}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#gate">To the reasons</a>
<main>
${overview(report).html}
${sections.map((section) => section(report).html).join('\n')}
</main>
<footer>Made again with <code>${escapeHtml(report.command)}</code></footer>
<script type="application/json" id="report">${embed(report)}</script>
<script>${script}</script>
</body>
</html>
`;
}

const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** JSON that cannot end its script element. */
const embed = (report: ReportModel): string => JSON.stringify(report).replaceAll('<', '\\u003c');
