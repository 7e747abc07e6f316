import type { DoubtId, Question } from '../model.ts';

const doubt = <Id extends DoubtId>(
  id: Id,
  words: {
    readonly wording: string;
    readonly why: string;
    readonly evidenceHint: string;
    readonly yes: string;
    readonly conditions: Question['conditions'];
  },
) => ({
  id,
  role: 'doubt' as const,
  kind: 'choice' as const,
  wording: words.wording,
  why: words.why,
  evidenceHint: words.evidenceHint,
  flag: `--signal ${id}=<yes|no|unknown>`,
  conditions: words.conditions,
  rules: { yes: words.yes, no: 'This doubt does not apply.', unknown: 'Not known, so it is left open.' },
});

/** What weakens the case for distribution without turning it down. Never asked, for it cannot change a verdict; may be given. */
export const doubts = [
  doubt('A-theoretical', {
    wording: 'Is the scaling problem expected rather than measured?',
    why: 'Most expected loads never come, and the split is paid for from the first day.',
    evidenceHint: 'a load test of what exists',
    yes: 'The scaling problem is expected, not measured.',
    conditions: {
      yes: 'the scaling problem were only expected',
      no: 'the scaling problem were measured',
    },
  }),
  doubt('A-org-problem', {
    wording: 'Is the main problem that people step on each other’s code?',
    why: 'Splitting turns that into stepping on each other’s APIs.',
    evidenceHint: 'merge conflicts and reviews across areas',
    yes: 'People who step on each other’s code will step on each other’s APIs.',
    conditions: {
      yes: 'the main problem were people in each other’s code',
      no: 'the main problem were another one than people in each other’s code',
    },
  }),
  doubt('A-mvp', {
    wording: 'Is it a small team that is still finding its product?',
    why: 'Boundaries drawn before the product is known are drawn in the wrong place.',
    evidenceHint: 'how often the domain model changed in the last quarter',
    yes: 'The product is still being found, so boundaries will move; inside one process that is cheap.',
    conditions: {
      yes: 'a small team were still finding its product',
      no: 'the product were found',
    },
  }),
] as const satisfies readonly Question[];
