import { succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import type { CodebaseExtractionPlan } from '../../plan/codebase-extraction.ts';
import type { Acceptance } from '../../workspace/index.ts';
import { formatMethods } from '../render/contract.ts';
import { formatFindings } from '../render/findings.ts';
import type { Report, Session } from '../session.ts';
import { version } from '../version.ts';
import { applyPlan } from './apply-plan.ts';

export interface CodebaseTarget {
  /** `<file>#<Name>` or `<file>`. */
  readonly target: string;
  readonly accept: readonly Omit<Acceptance, 'module'>[];
  readonly local: readonly string[];
  readonly env: string | undefined;
}

/** Extracts from a codebase that scaffold did not make. */
export async function extractFromCodebase(
  session: Session,
  { target, accept, local, env }: CodebaseTarget,
): Promise<Outcome<Report>> {
  const { planCodebaseExtraction } = await import('../../plan/codebase-extraction.ts');
  const planned = await planCodebaseExtraction({
    cwd: session.cwd,
    target,
    version,
    localMethods: local,
    accept,
    prefix: env,
  });
  if (!planned.ok) return planned;
  const { root, changes, folder } = planned.value;
  const summary = summarise(session, planned.value, planned.findings);
  const next = nextCommands(planned.value);
  const applied = await applyPlan(session, root, changes, {
    install: false,
    summary,
    next,
    folded: [`${folder.slice(0, folder.lastIndexOf('/'))}/runtime/`],
  });
  return applied.ok ? succeed(applied.value, session.prompter ? [] : planned.findings) : applied;
}

function summarise(session: Session, plan: CodebaseExtractionPlan, findings: readonly Diagnostic[]) {
  const { contract, callSites, sites } = plan;
  const { prompter, style, progressStyle } = session;
  const used = prompter ? progressStyle : style;
  const methods = formatMethods(contract, callSites, used);
  const wired = sites.map(({ place, text }) => used.wrap(`${place.file}:${place.line}  ${text}`, 4, '  '));
  const told = [methods, [used.bold('Put together in'), ...wired].join('\n')].join('\n\n');
  // Without a prompt the findings follow on stderr.
  const text =
    prompter && findings.length > 0 ? `${told}\n\n${formatFindings([...findings], progressStyle)}` : told;
  const { name, hash } = contract;
  return {
    text,
    json: {
      module: contract.slug,
      folder: plan.folder,
      contract: {
        name,
        hash,
        methods: contract.methods.map(({ name: method, safety, throws }) => ({
          name: method,
          safety,
          throws,
        })),
      },
      callSites,
      wiring: sites,
    },
  };
}

function nextCommands({ contract: { slug }, known, folder }: CodebaseExtractionPlan): readonly string[] {
  const prefix = slug.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  const test = `${prefix}_MODE=loopback npm test`;
  return known ? ['npx tsc --noEmit', test] : ['npx tsc --noEmit', test, `cat ${folder}/BOUNDARY.md`];
}
