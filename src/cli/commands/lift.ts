import { isFileTarget } from '../../analysis/codebase/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { planLift, type LiftRequest } from '../../plan/lift.ts';
import { fileSource, moduleSource, type LiftSource } from '../../plan/lift-source.ts';
import { findProject } from '../../workspace/index.ts';
import { formatFindings } from '../render/findings.ts';
import { formatLift, liftJson } from '../render/lift.ts';
import { readAcceptances } from '../resolve/acceptances.ts';
import type { CommandBody, GlobalOptions, Session } from '../session.ts';
import { applyPlan } from '../steps/apply-plan.ts';

export interface LiftCommandOptions extends GlobalOptions {
  /** The members to lift; all that are synchronous where none is given. */
  readonly method?: readonly string[];
  readonly maxChangedFunctions?: string;
  /** `code@place` of findings that are accepted. */
  readonly accept?: readonly string[];
  readonly reason?: string;
}

/** `scaffold lift <target>`: find everything that has to wait, show it, then change all of it or nothing. */
export const run: CommandBody<LiftCommandOptions> = async (session, [target = ''], options) => {
  const request = readRequest(options);
  if (!request.ok) return request;
  session.progress(`Reading ${target} and everything that calls it …`);
  const source = openSource(session, target);
  if (!source.ok) return source;
  const planned = planLift(source.value, request.value);
  if (!planned.ok) return planned;
  const { changes, report } = planned.value;
  const findings = [...source.findings, ...planned.findings];
  const style = session.prompter ? session.progressStyle : session.style;
  const told = changes.operations.length === 0 ? '' : formatLift(report, style);
  const asked =
    session.prompter && findings.length > 0 ? `${told}\n\n${formatFindings(findings, style)}` : told;
  const applied = await applyPlan(session, source.value.root, changes, {
    install: false,
    summary: { text: asked, json: liftJson(report) },
    next: isFileTarget(target) ? ['npx tsc --noEmit', 'npm test'] : ['npm run check', 'npm test'],
  });
  return applied.ok ? succeed(applied.value, session.prompter ? [] : findings) : applied;
};

function openSource(session: Session, target: string): Outcome<LiftSource> {
  if (isFileTarget(target)) return fileSource(session.cwd, target);
  const project = findProject(session.cwd);
  return project.ok ? moduleSource(project.value, target) : project;
}

function readRequest(options: LiftCommandOptions): Outcome<LiftRequest> {
  const accept = readAcceptances(options);
  const limit = options.maxChangedFunctions;
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) {
    const args = { name: '--max-changed-functions', value: limit, expected: 'a whole number above 0' };
    return refuse(diagnostic('value-invalid', args), ...accept.findings);
  }
  if (!accept.ok) return accept;
  return succeed({
    accept: accept.value,
    ...(options.method === undefined ? {} : { methods: options.method }),
    ...(limit === undefined ? {} : { maxFunctions: Number(limit) }),
  });
}
