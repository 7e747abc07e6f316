import { placeName, wordingOf, type Diagnostic, type Level, type Place } from '../../diagnostics/index.ts';
import type { Style } from './style.ts';

/** `src/orders.ts:12:3`, as terminals and editors make it a link. */
export const formatPlace = ({ file, line, column }: Place): string =>
  [file, line, column].filter((part) => part !== undefined).join(':');

const labels: Readonly<Record<Level, string>> = {
  refuse: 'refused',
  error: 'error',
  warning: 'warning',
  info: 'note',
};

const order: readonly Level[] = ['refuse', 'error', 'warning', 'info'];

function paint(level: Level, text: string, style: Style): string {
  if (level === 'refuse' || level === 'error') return style.bad(text);
  return level === 'warning' ? style.warn(text) : style.accent(text);
}

function formatFinding(finding: Diagnostic, style: Style): string {
  const { what, why, hint } = wordingOf(finding);
  const label = `${labels[finding.level]}:`;
  const headline = style.wrap(what, 2, `${label} `);
  const place = finding.place ? [style.dim(`  at ${formatPlace(finding.place)}`)] : [];
  return [
    paint(finding.level, label, style) + headline.slice(label.length),
    ...place,
    style.wrap(`${why}.`, 2),
    style.wrap(hint, 4, '  → '),
    style.dim(`  [${finding.code}${finding.place ? `@${placeName(finding.place)}` : ''}]`),
  ].join('\n');
}

/** Findings for people: the gravest first, then by place, each with what, why and what to try. */
export function formatFindings(findings: readonly Diagnostic[], style: Style): string {
  const sorted = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => order.indexOf(a.finding.level) - order.indexOf(b.finding.level) || a.index - b.index);
  return sorted.map(({ finding }) => `${formatFinding(finding, style)}\n`).join('\n');
}

/** A finding as it appears in `--json`. */
export function findingJson(finding: Diagnostic): Record<string, unknown> {
  const { code, level, place } = finding;
  return {
    code,
    level,
    ...(place ? { place, id: `${code}@${placeName(place)}` } : {}),
    ...wordingOf(finding),
  };
}
