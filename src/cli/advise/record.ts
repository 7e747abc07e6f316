import {
  recordOf,
  adviceSections,
  measuredContext,
  sameDecision,
  type Advice,
  type AdviceRecord,
} from '../../decision/advice/index.ts';
import { architectureNames, renderAdr, verdicts, type Architecture } from '../../decision/index.ts';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import { latestRecord, planDecisionRecord } from '../../plan/decision-record.ts';
import { diskFiles } from '../../workspace/index.ts';
import { formatAdvice } from '../render/advice/index.ts';
import type { Report, Session } from '../session.ts';
import { applyPlan } from '../steps/apply-plan.ts';
import type { AdviseOptions } from './options.ts';
import { readRecord } from './read-record.ts';

/** `--adr`: the advice, what was made of it, and what it rests on, as a decision record. Says nothing new twice. */
export async function recordAdvice(
  session: Session,
  root: string,
  advice: Advice,
  options: AdviseOptions,
): Promise<Outcome<Report>> {
  const chosen = readOverruling(advice, options);
  if (!chosen.ok) return chosen;
  const { architecture, overruled } = chosen.value;
  const files = diskFiles(root);
  const record = recordOf(advice, { architecture, overruled, modules: options.module ?? [] });
  const before = latestRecord(files);
  const earlier = before === undefined ? undefined : readRecord(before);
  const text = formatAdvice(advice, session.style);
  if (before && earlier?.ok && sameDecision(earlier.value, record)) {
    const said = `${text}\n\nNothing to do: ${before.path} records this decision already.\n`;
    return succeed({ json: { ...advice, recorded: { path: before.path, applied: false } }, text: said });
  }
  const planned = planDecisionRecord({
    files,
    record: `${JSON.stringify(record, undefined, 2)}\n`,
    render: (recordFile, supersedes) => render(advice, record, recordFile, supersedes),
  });
  const { path, supersedes } = planned;
  const applied = await applyPlan(session, root, planned.changes, {
    summary: { text, json: {} },
    next: [`${session.calledAs} advise --check`],
  });
  if (!applied.ok) return applied;
  const { json, ...rest } = applied.value;
  const recorded = {
    path,
    supersedes,
    applied: json['applied'] === true,
    ...(typeof json['diff'] === 'string' ? { diff: json['diff'] } : {}),
  };
  return succeed(
    { ...rest, json: { ...advice, recorded } },
    overruled ? [overruling(advice, architecture)] : [],
  );
}

function render(
  advice: Advice,
  record: AdviceRecord,
  recordFile: string,
  supersedes: string | undefined,
): string {
  const replaced = supersedes === undefined ? [] : ['', `This replaces [${supersedes}](${supersedes}).`];
  return renderAdr(advice, {
    project: advice.measured.name,
    date: record.date,
    architecture: record.architecture,
    overruled: record.overruled,
    context: [...measuredContext(advice), ...replaced],
    sections: adviceSections(advice, record, recordFile),
  });
}

const isArchitecture = (text: string): text is Architecture => Object.hasOwn(architectureNames, text);

/** What is decided: the advice, or with `--overrule` something else. */
function readOverruling(
  { verdict }: Advice,
  { overrule, reason }: AdviseOptions,
): Outcome<Pick<AdviceRecord, 'architecture' | 'overruled'>> {
  const advised = verdicts[verdict].architecture;
  if (overrule === undefined) return succeed({ architecture: advised });
  if (!isArchitecture(overrule)) {
    const expected = Object.keys(architectureNames).join(' or ');
    return refuse(diagnostic('value-invalid', { name: '--overrule', value: overrule, expected }));
  }
  return succeed({ architecture: overrule, ...(overrule === advised ? {} : { overruled: { reason } }) });
}

const overruling = ({ verdict }: Advice, architecture: Architecture): Diagnostic =>
  diagnostic('verdict-overruled', {
    advice: verdicts[verdict].title,
    chosen: architectureNames[architecture],
  });
