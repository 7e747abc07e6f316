import { questionOf, verdicts } from './framework/index.ts';
import { describeChanges } from './describe-flips.ts';
import type { Architecture, GivenAnswer, Reason, Verdict } from './model.ts';

/** What the record says beside the verdict. `date` is `YYYY-MM-DD`. */
export interface AdrFacts {
  readonly project: string;
  readonly date: string;
  readonly architecture: Architecture;
  /** Set when somebody decided against the verdict. */
  readonly overruled?: { readonly reason?: string | undefined } | undefined;
  /** More lines of the context, and sections after those of the decision. */
  readonly context?: readonly string[] | undefined;
  readonly sections?: readonly AdrSection[] | undefined;
}

/** A heading with its lines. */
export type AdrSection = readonly [title: string, lines: readonly string[]];

export const architectureNames: Readonly<Record<Architecture, string>> = {
  'modular-monolith': 'Modular monolith',
  services: 'Services',
};

const sourceNames: Readonly<Record<GivenAnswer['source'], string>> = {
  asked: 'asked',
  flag: 'command line',
  file: 'answers file',
  evidence: 'measured',
  default: 'default',
  'not-asked': 'not answered',
};

/** Where an answer came from, with the command and figure where it was measured. */
export function describeSource({ source, evidence }: GivenAnswer): string {
  const name = evidence?.certainty === 'inferred' && source === 'evidence' ? 'inferred' : sourceNames[source];
  return evidence ? `${name}: ${evidence.figure}, from \`${evidence.command}\`` : name;
}

const answerLine = (answer: GivenAnswer): string =>
  `- ${answer.id}: ${questionOf(answer.id).wording} **${answer.value}** (${describeSource(answer)})`;

const reasonLine = ({ id, value, rule, effect }: Reason): string =>
  `- ${id} = ${value}${effect === 'decides' ? '' : ` (${effect} it)`}: ${rule}`;

/** One line of plain text; line breaks and markdown characters of a user's own words must not become structure. */
export const quoted = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_<>[\]#|]/g, (character) => `\\${character}`);

function outcome(verdict: Verdict, { architecture, overruled }: AdrFacts): readonly string[] {
  const words = verdicts[verdict.verdict];
  const chosen = `Chosen option: **${architectureNames[architecture]}**`;
  if (!overruled)
    return [
      `${chosen}, following the advice "${words.title}" (confidence: ${verdict.confidence}). ${words.summary}`,
    ];
  const why = overruled.reason ? `Reason given: ${quoted(overruled.reason)}` : 'No reason was given.';
  return [
    `${chosen}, **against the advice** "${words.title}" (confidence: ${verdict.confidence}), which was: ${words.summary}`,
    '',
    why,
  ];
}

/** The decision as a record in MADR form, as the text of a markdown file. */
export function renderAdr(verdict: Verdict, facts: AdrFacts): string {
  const list = (lines: readonly string[], empty: string): readonly string[] =>
    lines.length > 0 ? lines : [empty];
  const sections: readonly AdrSection[] = [
    [
      '## Context and problem statement',
      [
        `Should ${facts.project} be one deployable or several services? The answers below were given, and a fixed set of rules applied to them.`,
        ...(facts.context ?? []),
      ],
    ],
    ['## Decision drivers', list(verdict.answers.map(answerLine), 'No question was answered.')],
    ['## Considered options', Object.values(architectureNames).map((name) => `- ${name}`)],
    ['## Decision outcome', outcome(verdict, facts)],
    ['### Reasons', list(verdict.reasons.map(reasonLine), 'None.')],
    [
      '### What would change the advice',
      list(
        describeChanges(verdict.wouldChangeIf).map((line) => `- ${line}`),
        'Nothing.',
      ),
    ],
    ['### What a split costs', verdict.costs.map((cost) => `- ${cost}`)],
    ...(facts.sections ?? []),
  ];
  const head = [
    '---',
    'status: accepted',
    `date: ${facts.date}`,
    '---',
    '',
    `# Architecture of ${facts.project}`,
  ];
  const body = sections.flatMap(([title, lines]) => ['', title, '', ...lines]);
  return `${[...head, ...body].join('\n')}\n`;
}
