import { isFileTarget } from '../../analysis/codebase/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import type { Extraction } from '../../plan/extraction.ts';
import { findProject, type Project } from '../../workspace/index.ts';
import { formatMethods } from '../render/contract.ts';
import { formatFindings } from '../render/findings.ts';
import { readAcceptances } from '../resolve/acceptances.ts';
import type { CommandBody, GlobalOptions, Session } from '../session.ts';
import { applyPlan } from '../steps/apply-plan.ts';
import { extractFromCodebase } from '../steps/extract-codebase.ts';

export interface ExtractOptions extends GlobalOptions {
  /** `code@place` of findings that are accepted. */
  readonly accept?: readonly string[];
  readonly reason?: string;
  /** Methods that stay in process. */
  readonly local?: readonly string[];
  readonly install?: boolean;
  /** Prefix of the environment variables, in a codebase that scaffold did not make. */
  readonly env?: string;
}

/** `scaffold extract <target>`: look at everything, show it, then write all of it or nothing. */
export const run: CommandBody<ExtractOptions> = async (session, [target = ''], options) => {
  const accept = readAcceptances(options);
  if (!accept.ok) return accept;
  if (isFileTarget(target)) {
    const prefix = readPrefix(options.env);
    if (!prefix.ok) return prefix;
    session.progress(`Reading ${target} and everything that uses it …`);
    return extractFromCodebase(session, {
      target,
      accept: accept.value,
      local: options.local ?? [],
      env: prefix.value,
    });
  }
  const project = findProject(session.cwd);
  if (!project.ok) return project;
  session.progress(`Reading ${target} and everything that calls it …`);
  const { planExtraction } = await import('../../plan/extraction.ts');
  const request = {
    module: target,
    date: today(session),
    accept: accept.value,
    localMethods: options.local ?? [],
    reason: options.reason,
  };
  const planned = await planExtraction(project.value, request);
  if (!planned.ok) return planned;
  const { changes } = planned.value;
  const summary = summarise(session, planned.value, planned.findings);
  const next = nextCommands(project.value, target);
  const applied = await applyPlan(session, project.value.files.root, changes, {
    install: options.install,
    summary,
    next,
  });
  return applied.ok ? succeed(applied.value, session.prompter ? [] : planned.findings) : applied;
};

/** `--env BILLING` */
function readPrefix(env: string | undefined): Outcome<string | undefined> {
  if (env === undefined || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(env)) return succeed(env);
  const expected = 'capitals, digits and underscores, such as BILLING_SERVICE';
  return refuse(diagnostic('value-invalid', { name: '--env', value: env, expected }));
}

const today = ({ clock }: Session): string => clock.now().toISOString().slice(0, 10);

function summarise(session: Session, extraction: Extraction, findings: Parameters<typeof formatFindings>[0]) {
  const { contract, callSites } = extraction;
  const { prompter, style, progressStyle } = session;
  const methods = formatMethods(contract, callSites, prompter ? progressStyle : style);
  // Without a prompt the findings follow on stderr.
  const text =
    prompter && findings.length > 0 ? `${methods}\n\n${formatFindings(findings, progressStyle)}` : methods;
  return { text, json: { module: contract.slug, contract: contractJson(extraction), callSites } };
}

const contractJson = ({ contract: { name, hash, methods } }: Extraction) => ({
  name,
  hash,
  methods: methods.map(({ name: method, safety, throws }) => ({ name: method, safety, throws })),
});

function nextCommands({ manifest }: Project, module: string): readonly string[] {
  const known = manifest.services.some((service) => service.module === module);
  return known ? ['npm run check', 'npm test'] : ['npm run check', 'npm test', 'npm run dev'];
}
