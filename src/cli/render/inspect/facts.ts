/** What holds for the port as a whole, one line each. */
import type { DiagnosticCode } from '../../../diagnostics/index.ts';
import type { Inspection } from '../../../plan/inspection.ts';
import { formatPlace } from '../findings.ts';
import type { Style } from '../style.ts';
import { formatWireForms } from './wire-form.ts';

export function formatFacts(inspection: Inspection, style: Style, calledAs: string): string {
  const { report, loaded, codebase, root } = inspection;
  const rows: (readonly [string, string])[] = [
    ['wiring', wiringText(inspection)],
    ['lifting', liftingText(inspection, calledAs)],
    ['calls', callsText(inspection)],
    ['data', findingText(inspection, dataCodes, 'no finding')],
    ['state', findingText(inspection, stateCodes, 'no state in memory that a call changes')],
    ['aliasing', findingText(inspection, aliasCodes, 'no argument or result that one side changes in place')],
    ['wire forms', formatWireForms(report.contract).join('; ') || 'plain JSON'],
    [
      'read',
      `${loaded.files} of ${loaded.sources} source files below ${root}${codebase?.tsconfig ? `, with ${codebase.tsconfig}` : ''}`,
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => style.wrap(text, width + 4, `  ${name.padEnd(width)}  `));
  return [style.bold('As a whole'), ...lines].join('\n');
}

const dataCodes: readonly DiagnosticCode[] = [
  'call-in-transaction',
  'database-handle',
  'table-written-by-both',
  'table-shared',
  'lock-shared',
  'sequence-shared',
  'foreign-key-across',
  'relation-across',
  'data-access-unknown',
  'store-not-analysed',
];
const stateCodes: readonly DiagnosticCode[] = [
  'in-memory-state',
  'shared-module-state',
  'ambient-identity',
  'ambient-state',
  'events-stay-in-process',
];
const aliasCodes: readonly DiagnosticCode[] = ['argument-mutated', 'result-mutated'];

function findingText({ report }: Inspection, codes: readonly string[], none: string): string {
  const counts = codes
    .map((code) => [code, report.findings.filter((finding) => finding.code === code).length] as const)
    .filter(([, count]) => count > 0);
  return counts.map(([code, count]) => `${count} ${code}`).join(', ') || none;
}

function wiringText({ report, wiring }: Inspection): string {
  const { implementations } = report.port;
  const made = implementations.map(({ name, file }) => `${name} in ${file}`);
  const by = made.length === 0 ? '' : `implemented by ${made.join(', ')}`;
  if (wiring === undefined) return by || 'in the composition root';
  const sites = wiring.sites.map(({ style, text, place }) => `${style} at ${formatPlace(place)}: ${text}`);
  return [by, ...sites].filter(Boolean).join('; ') || 'nothing found that makes it';
}

function liftingText({ report, target }: Inspection, calledAs: string): string {
  const synchronous = report.methods.filter(({ findings }) =>
    findings.some(({ code }) => code === 'synchronous-method'),
  );
  if (synchronous.length === 0) return 'none needed: every method returns a promise';
  const names = synchronous.map(({ name }) => name).join(', ');
  return `${synchronous.length} synchronous: ${names}; made asynchronous by ${calledAs} lift ${target}`;
}

function callsText({ report: { callSites } }: Inspection): string {
  const files = new Set(callSites.map(({ file }) => file)).size;
  return callSites.length === 0
    ? 'none found'
    : `${callSites.length} from ${files} ${files === 1 ? 'file' : 'files'}`;
}
