import type { Advice } from '../../../decision/advice/index.ts';
import { verdicts } from '../../../decision/index.ts';
import type { Style } from '../style.ts';

/** What nobody knows: each question with what it would change by itself, those that change something first. */
export function formatMissing({ missing, reachable, verdict }: Advice, style: Style): string {
  if (missing.length === 0) return '';
  const titles = reachable.map((id) => `"${verdicts[id].title}"`);
  const reach =
    titles.length > 1
      ? `Together they could lead to ${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}.`
      : 'None of them can change the advice.';
  const lines = missing
    .filter(({ decides }) => decides)
    .map(({ wording, flag, ifYes, ifNo, id }) => {
      const [yes, no] = id === 'Q2-team' ? ['8 or more', 'fewer'] : ['yes', 'no'];
      const effect = `${yes}: "${verdicts[ifYes].title}"; ${no}: "${verdicts[ifNo].title}"`;
      return `${style.wrap(wording, 4, '  ? ')}\n${style.wrap(`${effect}. Answer with ${flag}`, 6, '    ')}`;
    });
  const rest = missing.filter(({ decides }) => !decides).map(({ id }) => id);
  const others =
    rest.length > 0
      ? [
          style.wrap(
            `Open too, but changing nothing alone as long as the advice is "${verdicts[verdict].title}": ${rest.join(', ')}`,
            4,
            '  ? ',
          ),
        ]
      : [];
  return [style.wrap(reach, 2), ...lines, ...others].join('\n');
}

/** Both sides, and which of them counts. */
export const formatContradictions = ({ contradictions }: Advice, style: Style): string =>
  contradictions
    .map(({ id, given, source, measured, figure, command }) =>
      style.wrap(
        `${id}: ${given} was given (${source}), ${measured} was found: ${figure}, with ${command}. The given answer counts.`,
        4,
        '  ! ',
      ),
    )
    .join('\n');
