import {
  architectureNames,
  decide,
  verdicts,
  type Answers,
  type Architecture,
  type Verdict,
} from '../../decision/index.ts';
import { succeed, type Outcome } from '../../diagnostics/index.ts';
import type { Prompter } from '../prompts/prompter.ts';
import { formatVerdict } from '../render/verdict.ts';
import { formatExplanation, givenAnswers, resolveAnswers } from '../resolve/decision.ts';
import type { Inputs } from '../resolve/inputs.ts';
import type { Session } from '../session.ts';

/** The advice, and what was made of it. */
export interface Decision {
  readonly verdict: Verdict;
  readonly answers: Answers;
  readonly architecture: Architecture;
  readonly overruled?: { readonly reason?: string | undefined };
}

/** The answers about a project that does not exist yet: it cannot be slow, whatever was given. */
export function answersForNew(flags: Inputs, file: Inputs): Answers {
  return { ...givenAnswers({ flags, file }), 'Q1-slow': { value: 'not-applicable', source: 'default' } };
}

/** Asks what still matters, shows the advice, and lets the user decide otherwise. */
export async function settleDecision(
  session: Session,
  flags: Inputs,
  file: Inputs,
): Promise<Outcome<Decision>> {
  const { prompter, progressStyle, options } = session;
  const answered = await resolveAnswers(answersForNew(flags, file), {
    flags,
    file,
    prompter,
    yes: options.yes === true,
    explain: (question) => session.progress(formatExplanation(question, progressStyle)),
  });
  if (!answered.ok) return answered;
  const verdict = decide(answered.value);
  if (prompter) session.progress(`\n${formatVerdict(verdict, progressStyle)}\n`);
  const given = flags.architecture ?? file.architecture;
  const architecture = given ?? (prompter ? await askArchitecture(verdict, prompter) : recommended(verdict));
  const decision = { verdict, answers: answered.value, architecture };
  if (architecture === recommended(verdict)) return succeed(decision);
  const reason =
    flags.reason ?? file.reason ?? (prompter && given === undefined ? await askReason(prompter) : undefined);
  return succeed({ ...decision, overruled: { reason } });
}

export const recommended = ({ verdict }: Verdict): Architecture => verdicts[verdict].architecture;

function askArchitecture(verdict: Verdict, prompter: Prompter): Promise<Architecture> {
  const advised = recommended(verdict);
  const other: Architecture = advised === 'services' ? 'modular-monolith' : 'services';
  return prompter.select<Architecture>({
    message: 'How should it be built?',
    options: [
      { name: `${architectureNames[advised]} (as advised)`, value: advised },
      {
        name: architectureNames[other],
        value: other,
        description: 'Against the advice. The decision record will say so.',
      },
    ],
    initial: advised,
  });
}

async function askReason(prompter: Prompter): Promise<string | undefined> {
  const reason = await prompter.text({
    message: 'Why against the advice? One line for the record, or Enter to leave it out:',
  });
  return reason.trim() === '' ? undefined : reason.trim();
}
