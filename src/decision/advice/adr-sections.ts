import { quoted, type AdrSection } from '../adr.ts';
import { changeText } from '../describe-flips.ts';
import type { Advice } from './model.ts';
import type { AdviceRecord } from './record.ts';

const shown = 3;

/** What the decision record says of the measurement: the evidence with its date and commit, and when to look again. */
export function adviceSections(
  advice: Advice,
  record: AdviceRecord,
  recordFile: string,
): readonly AdrSection[] {
  const { evidence, contradictions, missing, candidates, merges, splitNeeds } = advice;
  const sections: readonly AdrSection[] = [
    ['### What a split would need', splitNeeds.map((change) => `- ${changeText(change)}`)],
    [
      '## Evidence',
      evidence.map(
        ({ title, figure, certainty, source }) =>
          `- ${quoted(title)}: ${quoted(figure)} (${certainty}; \`${source.replaceAll('`', "'")}\`)`,
      ),
    ],
    [
      '### Answers that the evidence contradicts',
      contradictions.map(
        ({ id, given, measured, figure }) =>
          `- ${id}: ${given} was given and counts; ${measured} was found: ${quoted(figure)}`,
      ),
    ],
    ['### Answers that are missing', missing.map(({ id, wording }) => `- ${id}: ${wording}`)],
    [
      '### Candidates',
      candidates
        .filter(({ need }) => need.some(({ points = 0 }) => points > 0))
        .slice(0, shown)
        .map(({ module, because }, index) => `${index + 1}. ${quoted(module)}: ${quoted(because)}`),
    ],
    [
      '### One module rather than two',
      merges
        .slice(0, shown)
        .map(({ modules, because }) => `- ${quoted(modules.join(' and '))}: ${quoted(because.join('; '))}`),
    ],
    [
      '## Review',
      [
        `Look at this again by ${record.reviewBy}. \`scaffold advise --check\` measures again and fails when a reason no longer holds; what it compares with is in [${recordFile}](${recordFile}).`,
      ],
    ],
  ];
  return sections.filter(([, lines]) => lines.length > 0);
}

/** Where the figures are from, as a sentence of the context. */
export function measuredContext({ measured }: Advice): readonly string[] {
  const { date, commit, history } = measured;
  const at = commit === undefined ? 'outside a repository' : `at commit ${commit}`;
  const partial = history === 'shallow' ? ', of which only a part of the history was there' : '';
  return ['', `The codebase was measured on ${date}, ${at}${partial}.`];
}
