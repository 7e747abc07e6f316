/** Findings by their code: what each group is about once, then its places with the source that stands there. */
import {
  wordingOf,
  type Diagnostic,
  type DiagnosticCode,
  type Level,
  type Place,
} from '../../../diagnostics/index.ts';
import type { Inspection } from '../../../plan/inspection.ts';
import { formatPlace } from '../findings.ts';
import type { Style } from '../style.ts';
import { formatFrame } from './code-frame.ts';

const order: readonly Level[] = ['refuse', 'error', 'warning', 'info'];
const labels: Readonly<Record<Level, string>> = {
  refuse: 'refused',
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Places of one group that are shown with their source; further ones are listed. */
const maxFrames = 3;
/** Further places that are listed. */
const maxListed = 12;

export function formatGroups({ report, textOf }: Inspection, style: Style): string {
  const groups = groupsOf(report.findings);
  if (groups.length === 0) return '';
  const heading = `${style.bold('Findings')}  ${report.findings.length}, in ${groups.length} ${groups.length === 1 ? 'group' : 'groups'}`;
  return [heading, ...groups.map((group) => formatGroup(group, textOf, style))].join('\n\n');
}

interface Group {
  readonly code: DiagnosticCode;
  readonly level: Level;
  readonly spots: readonly Spot[];
}

/** Findings at one place with the same words but for the method that they are about. */
interface Spot {
  readonly finding: Diagnostic;
  readonly symbols: readonly string[];
}

function groupsOf(findings: readonly Diagnostic[]): Group[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const finding of findings) {
    const key = `${order.indexOf(finding.level)} ${finding.code}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups]
    .sort(([a], [b]) => (a[0] === b[0] ? 0 : a < b ? -1 : 1))
    .flatMap(([, found]) => {
      const [first] = found;
      return first === undefined ? [] : [{ code: first.code, level: first.level, spots: spotsOf(found) }];
    });
}

function spotsOf(findings: readonly Diagnostic[]): Spot[] {
  const spots = new Map<string, Diagnostic[]>();
  for (const finding of findings) {
    const key = finding.place === undefined ? JSON.stringify(finding.args) : formatPlace(finding.place);
    spots.set(key, [...(spots.get(key) ?? []), finding]);
  }
  return [...spots.values()].flatMap((found) => {
    const [finding] = found;
    const symbols = [...new Set(found.flatMap(({ place }) => place?.symbol ?? []))];
    return finding === undefined ? [] : [{ finding, symbols }];
  });
}

function formatGroup({ code, level, spots }: Group, textOf: Inspection['textOf'], style: Style): string {
  const paint =
    level === 'refuse' || level === 'error' ? style.bad : level === 'warning' ? style.warn : style.accent;
  const places = spots.length === 1 ? '' : style.dim(`  ${spots.length} places`);
  const shown = spots.slice(0, maxFrames);
  const more = spots.slice(maxFrames);
  const listed = more.slice(0, maxListed).map(({ finding }) => style.wrap(brief(finding), 6, '    '));
  const rest =
    more.length > maxListed ? [style.dim(`    and ${more.length - maxListed} more; all are in --json`)] : [];
  return [
    `${paint(`${labels[level]}: ${code}`)}${places}`,
    ...shown.flatMap((spot, index) => formatSpot(spot, shown[index - 1], textOf, style)),
    ...(more.length > 0 ? [style.dim('  also:'), ...listed, ...rest] : []),
  ].join('\n');
}

const brief = (finding: Diagnostic): string =>
  `${finding.place === undefined ? '' : `${formatPlace(finding.place)}  `}${wordingOf(finding).what}`;

/** Why and what to try are said again only where they differ from those of the place before. */
function formatSpot(
  { finding, symbols }: Spot,
  before: Spot | undefined,
  textOf: Inspection['textOf'],
  style: Style,
): string[] {
  const { what, why, hint } = wordingOf(finding);
  const said = before === undefined ? undefined : wordingOf(before.finding);
  const others = symbols.slice(1);
  return [
    style.wrap(what, 4, '  '),
    ...(others.length > 0 ? [style.dim(style.wrap(`and so in ${others.join(', ')}`, 4, '  '))] : []),
    ...excerpt(finding.place, textOf, style),
    ...(said?.why === why ? [] : [style.wrap(`${why}.`, 2)]),
    ...(said?.hint === hint ? [] : [style.wrap(hint, 4, '  → ')]),
  ];
}

function excerpt(place: Place | undefined, textOf: Inspection['textOf'], style: Style): string[] {
  if (place === undefined) return [];
  const text = textOf(place.file);
  const at = style.dim(`  at ${formatPlace(place)}`);
  return text === undefined ? [at] : [at, ...formatFrame(text, place, style)];
}
