import { adviseOn } from '../../decision/advice/index.ts';
import { succeed } from '../../diagnostics/index.ts';
import { givenForAdvice } from '../advise/given-answers.ts';
import { measureCodebase } from '../advise/measure-codebase.ts';
import type { AdviseOptions } from '../advise/options.ts';
import { settleAnswers } from '../advise/settle-answers.ts';
import { formatAdvice } from '../render/advice/index.ts';
import type { CommandBody } from '../session.ts';

/** `scaffold advise [dir]`: look, ask what could not be found out, decide, say. Writes nothing unless it is asked to. */
export const run: CommandBody<AdviseOptions> = async (session, [dir, ...rest], options) => {
  const given = givenForAdvice(session, dir, options);
  if (!given.ok) return given;
  const measured = await measureCodebase(session, dir, options);
  if (!measured.ok) return measured;
  const answers = await settleAnswers(given.value, measured.value.items, {
    prompter: session.prompter,
    style: session.progressStyle,
    progress: session.progress,
  });
  const date = options.asOf ?? session.clock.now().toISOString().slice(0, 10);
  const advice = adviseOn({ measured: measured.value, answers, date });
  void rest;
  return succeed({ json: { ...advice }, text: `${formatAdvice(advice, session.style)}\n` }, given.findings);
};
