import type { Advice } from '../../../decision/advice/index.ts';
import type { Candidate } from '../../../decision/index.ts';
import type { Style } from '../style.ts';

const shown = 5;

const tests: Readonly<Record<Candidate['tests'][number]['id'], string>> = {
  'own-data': 'own data',
  'own-cadence': 'changes alone',
  'few-calls': 'few calls',
  'one-owner': 'one owner',
  'no-circle': 'in no cycle',
};

/** The first few candidates, each with every figure that has a weight and the tests of its boundary. */
export function formatCandidates({ candidates }: Advice, style: Style): string {
  if (candidates.length === 0) return '';
  const needed = candidates.filter(({ need }) => sum(need) > 0);
  if (needed.length === 0)
    return style.wrap(`Nothing measured speaks for taking any of the ${candidates.length} modules out.`, 2);
  const blocks = needed
    .slice(0, shown)
    .map((candidate, index) => formatCandidate(candidate, index + 1, style));
  const rest = candidates.length - blocks.length;
  const note = needed.every(({ tests: all }) => all.some(({ passes }) => passes === 'no'))
    ? [style.wrap('Each of them fails a test of its boundary: mend that inside the process first.', 2)]
    : [];
  const more =
    rest > 0 ? [style.dim(style.wrap(`${rest} more, with less need or more cost, in --json.`, 2))] : [];
  return [...note, ...blocks, ...more].join('\n');
}

const sum = (list: Candidate['need']): number => list.reduce((all, { points = 0 }) => all + points, 0);

function formatCandidate(
  { module, need, cost, score, tests: results, extraction, port }: Candidate,
  rank: number,
  style: Style,
): string {
  const figures = (list: Candidate['need']): string => {
    const weighty = list.filter(({ points = 0 }) => points > 0);
    return weighty.length === 0
      ? 'nothing measured'
      : weighty
          .map(({ what, value, note, points }) => `${what} ${value}${note ? ` (${note})` : ''} [${points}]`)
          .join('; ');
  };
  const failed = results
    .filter(({ passes }) => passes === 'no')
    .map(({ id, figure }) => `${tests[id]}: no, ${figure}`);
  const passed = results.filter(({ passes }) => passes === 'yes').map(({ id }) => tests[id]);
  const open = results.filter(({ passes }) => passes === 'unknown').map(({ id }) => tests[id]);
  return [
    `  ${rank}. ${style.accent(module)}  ${style.dim(`need ${sum(need)} − cost ${sum(cost)} = ${score}`)}`,
    style.wrap(`Need: ${figures(need)}`, 7, '     '),
    style.wrap(`Cost: ${figures(cost)}`, 7, '     '),
    ...failed.map((text) => style.wrap(text, 7, `     ${style.bad('✗')} `)),
    ...(passed.length > 0 ? [style.wrap(passed.join(', '), 7, `     ${style.good('✓')} `)] : []),
    ...(open.length > 0 ? [style.wrap(`not known: ${open.join(', ')}`, 7, '     ? ')] : []),
    ...(extraction ? [style.wrap(extractionText(extraction), 7, '     ')] : []),
    ...(port !== undefined && !extraction ? [style.dim(`     scaffold inspect ${port}`)] : []),
  ].join('\n');
}

function extractionText({
  target,
  verdict,
  methods,
  carried,
  blocking,
}: NonNullable<Candidate['extraction']>): string {
  const blocked =
    blocking.length === 0
      ? 'nothing blocks it'
      : blocking.map(({ code, count }) => `${code} ×${count}`).join(', ');
  return `Extraction of ${target}: ${verdict}; ${carried} of ${methods} methods can cross; ${blocked}`;
}

/** Pairs that a split would only pull apart to deploy them together. */
export const formatMerges = ({ merges }: Advice, style: Style): string =>
  [
    ...merges
      .slice(0, shown)
      .map(({ modules, because }) =>
        style.wrap(`${modules.join(' and ')}: ${because.join('; ')}`, 4, '  - '),
      ),
    ...(merges.length > shown ? [style.dim(`  ${merges.length - shown} more in --json.`)] : []),
  ].join('\n');
