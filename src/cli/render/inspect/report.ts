/** The pre-flight report for people: the verdict first, then each method, what was found, and what holds for the whole. */
import { placeName } from '../../../diagnostics/index.ts';
import type { Fix, Verdict, VerdictKind } from '../../../extract/analyse/index.ts';
import type { Inspection } from '../../../plan/inspection.ts';
import type { Session } from '../../session.ts';
import { formatPlace } from '../findings.ts';
import type { Style } from '../style.ts';
import { formatFacts } from './facts.ts';
import { formatGroups } from './groups.ts';
import { formatMethods } from './methods.ts';

export function formatInspection(
  inspection: Inspection,
  { style, calledAs }: Pick<Session, 'style' | 'calledAs'>,
): string {
  const { port } = inspection.report;
  const title = `${style.bold(port.name)}  ${style.dim(formatPlace(port.place))}`;
  const sections = [
    `${title}\n${formatVerdict(inspection.verdict, style, calledAs)}`,
    formatMethods(inspection, style),
    formatGroups(inspection, style),
    formatFacts(inspection, style, calledAs),
    nextStep(inspection, style, calledAs),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

const headlines: Readonly<Record<VerdictKind, string>> = {
  extractable: 'Extractable',
  'extractable-after-fixes': 'Extractable after',
  'do-not-extract': 'Do not extract',
};

function formatVerdict({ verdict, reasons, fixes }: Verdict, style: Style, calledAs: string): string {
  const count = `${fixes.length} ${fixes.length === 1 ? 'fix' : 'fixes'}`;
  const text = verdict === 'extractable-after-fixes' ? `${headlines[verdict]} ${count}` : headlines[verdict];
  const paint = {
    extractable: style.good,
    'extractable-after-fixes': style.warn,
    'do-not-extract': style.bad,
  };
  const said = reasons.map((reason) => style.wrap(reason, 2));
  const listed = verdict === 'extractable-after-fixes' ? formatFixes(fixes, style, calledAs) : [];
  return [paint[verdict](style.bold(text)), ...said, ...listed].join('\n');
}

/** More than these are in the findings below. */
const maxFixes = 12;

function formatFixes(fixes: readonly Fix[], style: Style, calledAs: string): string[] {
  const shown = fixes.slice(0, maxFixes).map((fix, index) => {
    const first = `  ${String(index + 1).padStart(2)}. `;
    return style.wrap(fixText(fix, calledAs), first.length, first);
  });
  return fixes.length > maxFixes
    ? [...shown, style.dim(`      and ${fixes.length - maxFixes} more, below`)]
    : shown;
}

function fixText({ code, place, methods, automatic }: Fix, calledAs: string): string {
  const where =
    place === undefined ? '' : ` at ${place.line === undefined ? placeName(place) : formatPlace(place)}`;
  const who =
    methods.length === 0 ? '' : ` (${methods.length > 3 ? `${methods.length} methods` : methods.join(', ')})`;
  if (automatic !== undefined) return `automatic: ${calledAs} ${automatic}${who}`;
  return `${code}${where}${who}`;
}

function nextStep({ verdict, target }: Inspection, style: Style, calledAs: string): string {
  if (verdict.verdict !== 'extractable') return '';
  return `${style.bold('Next')}\n  ${style.accent(`${calledAs} extract ${target} --dry-run`)}`;
}
