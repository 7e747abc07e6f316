import type { ChangeSet } from '../changes/index.ts';
import { diagnostic, isBlocking, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { CallSite } from '../extract/analyse/index.ts';
import type { Contract } from '../extract/contract/index.ts';
import { openDraft, type Acceptance, type ModuleInfo, type Project } from '../workspace/index.ts';
import { settleFindings } from './acceptance.ts';
import { draftExtraction } from './draft-extraction.ts';
import { studyModule } from './study.ts';
import { verifyDraft } from './verify-draft.ts';

export interface ExtractionRequest {
  /** Name of the module. */
  readonly module: string;
  /** YYYY-MM-DD, for the decision record. */
  readonly date: string;
  /** Blocking findings that are accepted in this run, besides those that the manifest remembers. */
  readonly accept?: readonly Omit<Acceptance, 'module'>[];
  /** Why the module becomes a service, for the decision record. */
  readonly reason?: string | undefined;
  /** Methods that stay in process. */
  readonly localMethods?: readonly string[];
}

export interface Extraction {
  readonly changes: ChangeSet;
  readonly contract: Contract;
  readonly callSites: readonly CallSite[];
}

/**
 * Plans how a module becomes a service while its callers stay as they are. Everything is found before anything is
 * written; what blocks is refused as one list, and the changed project must compile as well as before.
 */
export async function planExtraction(
  project: Project,
  request: ExtractionRequest,
): Promise<Outcome<Extraction>> {
  const module = findModule(project, request.module);
  if (!module.ok) return module;
  const remembered = project.manifest.localMethods[request.module] ?? [];
  const localMethods = [...new Set([...remembered, ...(request.localMethods ?? [])])].sort();
  const study = studyModule(project, module.value, localMethods);
  const acceptances = [...project.manifest.accepted, ...asAcceptances(request)];
  const {
    blocking,
    accepted,
    findings: settled,
  } = settleFindings(study.findings, request.module, acceptances);
  if (!study.ok || blocking.length > 0) return refuse(...settled);
  const draft = openDraft(project.files);
  const problems = await draftExtraction(draft, project, {
    study: study.value,
    accepted,
    localMethods,
    date: request.date,
    reason: request.reason,
  });
  const findings = [...settled, ...problems, ...verifyDraft(study.value.program, draft)];
  if (findings.some(isBlocking)) return refuse(...findings);
  const { contract, callSites } = study.value;
  const operations = draft.operations();
  const changes = {
    title: `extract ${request.module}`,
    operations,
    notes: [],
    install: operations.length > 0,
  };
  return succeed({ changes, contract, callSites }, findings);
}

const asAcceptances = ({ module, accept = [] }: ExtractionRequest): Acceptance[] =>
  accept.map((acceptance) => ({ module, ...acceptance }));

function findModule({ modules }: Project, name: string): Outcome<ModuleInfo> {
  const found = modules.find((module) => module.name === name);
  if (found) return succeed(found);
  const candidates = modules.map((module) => module.name);
  return refuse(
    diagnostic('module-unknown', { module: name, candidates, nearest: nearest(name, candidates) }),
  );
}
