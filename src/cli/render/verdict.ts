import {
  describeChanges,
  questionOf,
  verdicts,
  type GivenAnswer,
  type Reason,
  type Verdict,
} from '../../decision/index.ts';
import type { Style } from './style.ts';

const sources: Readonly<Record<GivenAnswer['source'], string>> = {
  asked: 'you said so',
  flag: 'from the command line',
  file: 'from the answers file',
  evidence: 'measured',
  default: 'by default',
  'not-asked': 'not answered',
};

/** `Inferred: 7 of 18 that are written, with scaffold advise --json` */
function sourceOf({ source, evidence }: GivenAnswer): string {
  if (!evidence) return sources[source];
  const kind = source === 'file' ? 'Recorded' : evidence.certainty === 'inferred' ? 'Inferred' : 'Measured';
  return `${kind}: ${evidence.figure}, with ${evidence.command}`;
}

/** An answer in words: `8 engineers`, `yes`, `not known`. */
export function answerWords({ id, value }: GivenAnswer): string {
  if (value === 'unknown') return 'not known';
  if (value === 'not-applicable') return 'does not apply';
  if (id === 'Q2-team') return `${value} ${value === 1 ? 'engineer' : 'engineers'}`;
  return String(value);
}

function formatReason(reason: Reason, style: Style): string {
  const note =
    reason.effect === 'decides' ? '' : reason.effect === 'weakens' ? ', speaks against it' : ', supports it';
  const { evidence } = reason;
  const said = evidence ? note.replace(/^, /, '') : `${sources[reason.source]}${note}`;
  const head = `${answerWords(reason)}${said === '' ? '' : ` (${said})`}`;
  const asked = questionOf(reason.id).wording;
  return [
    `  ${style.accent(reason.id)}  ${style.dim(style.wrap(asked, 4, ' '.repeat(reason.id.length + 4)).trimStart())}`,
    style.wrap(`${head}. ${reason.rule}`, 4),
    ...(evidence ? [style.dim(style.wrap(sourceOf(reason), 4))] : []),
  ].join('\n');
}

const bullets = (lines: readonly string[], style: Style): string =>
  lines.map((line) => style.wrap(line, 4, '  - ')).join('\n');

/** Title, summary and confidence: the lines that everybody reads. */
export function formatHeadline({ verdict, confidence }: Verdict, style: Style): string {
  const { title, summary } = verdicts[verdict];
  return [style.bold(`Advice: ${title}`), style.wrap(summary), style.dim(`Confidence: ${confidence}`)].join(
    '\n',
  );
}

/** Each reason with its question, the answer, where that came from, and the rule. */
export const formatReasons = ({ reasons }: Verdict, style: Style): string =>
  reasons.map((reason) => formatReason(reason, style)).join('\n');

/** The verdict for people: why, what would change it, what a split costs. */
export function formatVerdict(verdict: Verdict, style: Style): string {
  const flips = describeChanges(verdict.wouldChangeIf);
  const sections: readonly (readonly [title: string, body: string])[] = [
    ['Why', formatReasons(verdict, style)],
    ['The advice would be', bullets(flips, style)],
    ['What a split costs', bullets(verdict.costs, style)],
  ];
  const body = sections
    .filter(([, text]) => text !== '')
    .map(([title, text]) => `${style.bold(title)}\n${text}`);
  return [formatHeadline(verdict, style), ...body].join('\n\n');
}

/** What to do next according to the verdict, item by item. */
export function formatChecklist(verdict: Verdict, style: Style): string {
  return verdict.checklist
    .map(({ what, how, command, lookAt }, index) =>
      [
        style.wrap(what, 4, ` ${index + 1}. `),
        style.wrap(how, 4),
        ...(command === undefined ? [] : [`    ${style.accent(command)}`]),
        style.wrap(`Look at: ${lookAt}.`, 4),
      ].join('\n'),
    )
    .join('\n');
}
