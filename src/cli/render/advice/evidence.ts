import type { Advice } from '../../../decision/advice/index.ts';
import type { Style } from '../style.ts';

type Item = Advice['evidence'][number];

const groups: readonly (readonly [Item['group'], string])[] = [
  ['load', 'Load'],
  ['git', 'History'],
  ['code', 'Code'],
  ['data', 'Data'],
  ['operations', 'Operations'],
];

const detailsShown = 1;

/** Every figure by where it comes from; what could not be found out is named at the end of its group. */
export function formatEvidence({ evidence }: Advice, style: Style): string {
  const found = groups.flatMap(([group, title]) => {
    const items = evidence.filter((item) => item.group === group);
    const known = items.filter(({ certainty }) => certainty !== 'unknown');
    const unknown = items.filter(({ certainty }) => certainty === 'unknown');
    if (items.length === 0) return [];
    return [
      [
        `  ${style.accent(title)}`,
        ...known.map((item) => formatItem(item, style)),
        ...formatUnknown(unknown, style),
        ...sharedReasons(unknown).map((why) => style.dim(style.wrap(why, 8, '      - '))),
      ].join('\n'),
    ];
  });
  return [
    ...found,
    style.dim(
      style.wrap('Each figure has its source, its details, and why something is not known, in --json.', 2),
    ),
  ].join('\n');
}

function formatItem({ title, figure, certainty, details = [] }: Item, style: Style): string {
  const sure = certainty === 'inferred' ? ' (inferred)' : '';
  const head = style.wrap(`${title}: ${figure}${sure}`, 6, '    ');
  return [
    head,
    ...details.slice(0, detailsShown).map((line) => style.dim(style.wrap(clip(line), 8, '      - '))),
  ].join('\n');
}

const formatUnknown = (items: readonly Item[], style: Style): readonly string[] =>
  items.length === 0
    ? []
    : [
        style.wrap(
          `Not known: ${items.map(({ title, figure }) => (/^(?:unknown|not known)$/.test(figure) ? title : `${title} (${figure})`)).join('; ')}`,
          6,
          '    ? ',
        ),
      ];

/** What several figures are missing for, such as a clone that is shallow, is said once. */
function sharedReasons(items: readonly Item[]): readonly string[] {
  const reasons = items.flatMap(({ why }) => why ?? []);
  return [...new Set(reasons)].filter((why) => reasons.filter((other) => other === why).length > 1);
}

/** Paths in details can be long; all of it is in the JSON. */
const clip = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);
