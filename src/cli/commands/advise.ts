import { adviseOn, rankCandidates, type Advice } from '../../decision/advice/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { checkAdvice } from '../advise/check.ts';
import { givenForAdvice } from '../advise/given-answers.ts';
import { idleOptions } from '../advise/idle-options.ts';
import { inspectCandidates } from '../advise/inspect-candidates.ts';
import { findFolder, measureCodebase } from '../advise/measure-codebase.ts';
import type { AdviseOptions } from '../advise/options.ts';
import { recordAdvice } from '../advise/record.ts';
import { settleAnswers } from '../advise/settle-answers.ts';
import { writeReport } from '../advise/write-report.ts';
import { formatAdvice } from '../render/advice/index.ts';
import type { CommandBody, Report, Session } from '../session.ts';

/** `scaffold advise [dir]`: look, ask what could not be found out, decide, say. Writes nothing unless it is asked to. */
export const run: CommandBody<AdviseOptions> = async (session, [dir, ...rest], options) => {
  if (dir === 'load') return (await import('./advise-load.ts')).run(session, rest, options);
  const idle = idleOptions(options, rest);
  if (idle.length > 0) return refuse(...idle);
  const folder = findFolder(session, dir);
  if (!folder.ok) return folder;
  if (options.check === true) return checkAdvice(session, dir, options);
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
  const ranked = rankCandidates(measured.value);
  const candidates = await inspectCandidates(session, measured.value, ranked, options.inspect);
  const advice = adviseOn({ measured: measured.value, answers, date, candidates });
  const page = options.report === undefined ? undefined : reportOn(session, dir, advice, options);
  if (page?.ok === false) return page;
  const said = await say(session, measured.value.root, advice, options);
  if (!said.ok) return said;
  return succeed(said.value, [...given.findings, ...contradictions(advice), ...said.findings]);
};

function reportOn(
  session: Session,
  dir: string | undefined,
  advice: Advice,
  { report = '', dryRun }: AdviseOptions,
): Outcome<string> {
  if (dryRun === true) {
    session.progress(`Would write ${report}.`);
    return succeed(report);
  }
  const written = writeReport(session, dir, advice, report);
  if (written.ok) session.progress(`The report is in ${written.value}`);
  return written;
}

function say(
  session: Session,
  root: string,
  advice: Advice,
  options: AdviseOptions,
): Promise<Outcome<Report>> {
  if (options.adr === true || options.overrule !== undefined)
    return recordAdvice(session, root, advice, options);
  const text = `${formatAdvice(advice, session.style)}\n`;
  return Promise.resolve(succeed({ json: { ...advice }, text }));
}

const contradictions = ({ contradictions: found }: Advice) =>
  found.map(({ id, given, measured, figure }) =>
    diagnostic('advice-contradicted', { id, given: String(given), measured: String(measured), figure }),
  );
