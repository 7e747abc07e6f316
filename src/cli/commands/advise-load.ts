import { writeRecord } from '../../changes/index.ts';
import { fromOwn, judgeLoad, readSlo, type OwnLoad, type Slo } from '../../decision/evidence/load/index.ts';
import { refuse, succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import { findRoot, gitRoot } from '../../workspace/index.ts';
import { formatLoad, formatLoadPlan } from '../render/load.ts';
import { readLoadPlan } from '../resolve/load-plan.ts';
import type { CommandBody, GlobalOptions, Session } from '../session.ts';
import { runLoad } from '../steps/run-load.ts';
import type { LoadOptions } from './advise-load-options.ts';

/** `scaffold advise load <url>`: send requests for a while, measure, keep the result, compare it with the target. */
export const run: CommandBody<GlobalOptions & LoadOptions> = async (session, [target], options) => {
  const plan = readLoadPlan(target, options, session.cwd);
  const slo = readTargets(options.slo);
  const problems = [...plan.findings, ...slo.findings];
  if (!plan.ok || !slo.ok) return refuse(...problems);
  const announced = formatLoadPlan(plan.value);
  if (options.dryRun)
    return succeed({ json: { dryRun: true, plan: announced }, text: `Would run: ${announced}` });
  session.progress(`${announced} …`);
  const measured = await runLoad(plan.value, (text) => session.progress(text));
  if (!measured.ok) return measured;
  const saved = options.save === false ? undefined : keep(session, measured.value);
  const file = saved?.ok ? saved.value : plan.value.url.href;
  const judgement = judgeLoad(fromOwn(measured.value, file), slo.value);
  const findings: readonly Diagnostic[] =
    saved?.findings.map((finding) => ({ ...finding, level: 'warning' })) ?? [];
  return succeed(
    {
      json: { result: measured.value, savedAs: saved?.ok ? saved.value : null, judgement },
      text: formatLoad(session, measured.value, judgement, saved?.ok ? saved.value : undefined, options.slo),
    },
    findings,
  );
};

const readTargets = (text: string | undefined): Outcome<Slo | undefined> =>
  text === undefined ? succeed(undefined) : readSlo(text);

/** Below the project, else the repository, else where the command runs. Returns the path relative to the working folder. */
function keep({ cwd, clock }: Session, result: OwnLoad): Outcome<string> {
  const root = findRoot(cwd) ?? gitRoot(cwd) ?? cwd;
  const stamp = clock.now().toISOString().slice(0, 19).replaceAll(':', '-');
  return writeRecord(root, `.scaffold/load/${stamp}.json`, `${JSON.stringify(result, undefined, 2)}\n`);
}
