import type { Advice } from '../../../decision/advice/index.ts';
import { changeText, describeChanges, verdicts } from '../../../decision/index.ts';
import type { Style } from '../style.ts';
import { formatHeadline, formatReasons } from '../verdict.ts';
import { formatCandidates, formatMerges } from './candidates.ts';
import { formatEvidence } from './evidence.ts';
import { formatGate } from './gate.ts';
import { formatContradictions, formatMissing } from './open.ts';

/** The advice for people: the verdict and why, what it rests on, what would change it, and what to do. */
export function formatAdvice(advice: Advice, style: Style): string {
  const sections: readonly (readonly [title: string, body: string])[] = [
    ['The gate', formatGate(advice, style)],
    ['Why', formatReasons(advice, style)],
    ['Given answers that the evidence contradicts', formatContradictions(advice, style)],
    ['What is missing', formatMissing(advice, style)],
    ['The advice would be', bullets(describeChanges(advice.wouldChangeIf), style)],
    ['A split would be advised only if all of this were so', splitText(advice, style)],
    ['What was found', formatEvidence(advice, style)],
    ['Candidates, in the order of extraction', formatCandidates(advice, style)],
    ['One module rather than two', formatMerges(advice, style)],
    ['What to do', formatSteps(advice, style)],
    ['What a split costs', bullets(advice.costs, style)],
  ];
  const body = sections
    .filter(([, text]) => text !== '')
    .map(([title, text]) => `${style.bold(title)}\n${text}`);
  return [formatHeadline(advice, style), whereText(advice, style), ...body].join('\n\n');
}

const bullets = (lines: readonly string[], style: Style): string =>
  lines.map((line) => style.wrap(line, 4, '  - ')).join('\n');

/** Each step with its command; how and what to look at are in the JSON and in the decision record. */
const formatSteps = ({ checklist }: Advice, style: Style): string =>
  checklist
    .map(({ what, command }, index) =>
      [
        style.wrap(what, 4, ` ${index + 1}. `),
        ...(command === undefined ? [] : [`    ${style.accent(command)}`]),
      ].join('\n'),
    )
    .join('\n');

/** One change alone is above already. */
function splitText({ splitNeeds, wouldChangeIf, verdict }: Advice, style: Style): string {
  const said = wouldChangeIf.some((flip) => flip.verdict === 'consider-splitting');
  if (verdict === 'consider-splitting' || said) return '';
  return bullets(splitNeeds.map(changeText), style);
}

function whereText({ measured, shape, modules }: Advice, style: Style): string {
  const { name, commit, date, parsed } = measured;
  const at = commit === undefined ? 'no commit' : `commit ${commit.slice(0, 10)}`;
  const parts = modules.length === 1 ? '1 candidate module' : `${modules.length} candidate modules`;
  const text = `${name}, ${at}, measured on ${date}: ${parsed.toLocaleString('en')} source files, ${parts}, ${shapeWords(shape)}.`;
  return style.wrap(text);
}

function shapeWords({ kind, deployables }: Advice['shape']): string {
  if (kind === 'none-found') return 'nothing found that runs on its own';
  if (kind === 'one-deployable') return 'one deployable';
  return `${deployables.length} deployables (${deployables.map((folder) => folder || 'the root').join(', ')}): it is split already, so read the candidates as boundaries to check`;
}

export const verdictTitle = (id: Advice['verdict']): string => verdicts[id].title;
