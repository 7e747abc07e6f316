import type { ChangeSet } from '../changes/index.ts';
import { isBlocking, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import type { CallSite } from '../extract/analyse/index.ts';
import type { WiredSite } from '../extract/analyse/wiring/model.ts';
import type { Contract } from '../extract/contract/index.ts';
import { openDraft, type Acceptance } from '../workspace/index.ts';
import { settleFindings } from './acceptance.ts';
import { draftCodebaseExtraction } from './codebase-extraction-draft.ts';
import { studyCodebase, type CodebaseRequest } from './codebase-extraction-study.ts';
import { verifyCodebaseDraft } from './codebase-extraction-verify.ts';

export interface CodebaseExtractionRequest extends CodebaseRequest {
  /** Blocking findings that are accepted in this run, besides those that the manifest remembers. */
  readonly accept?: readonly Omit<Acceptance, 'module'>[];
}

export interface CodebaseExtractionPlan {
  /** Absolute folder that all paths are relative to. */
  readonly root: string;
  readonly changes: ChangeSet;
  readonly contract: Contract;
  readonly callSites: readonly CallSite[];
  readonly sites: readonly WiredSite[];
  /** `src/remote/payments` */
  readonly folder: string;
  /** True where this port was extracted before. */
  readonly known: boolean;
}

/**
 * Plans how a port of any TypeScript codebase gets a process of its own while its callers stay as they are. Everything
 * is found before anything is written; what blocks is refused as one list.
 */
export async function planCodebaseExtraction(
  request: CodebaseExtractionRequest,
): Promise<Outcome<CodebaseExtractionPlan>> {
  const studied = studyCodebase(request);
  if (!studied.ok) return studied;
  const study = studied.value;
  const { slug } = study.port;
  const given = (request.accept ?? []).map((each) => ({ module: slug, ...each }));
  const settled = settleFindings(study.findings, slug, [...study.manifest.accepted, ...given]);
  if (settled.blocking.length > 0 || study.wiring.composition === undefined)
    return refuse(...settled.findings);
  const draft = openDraft(study.files);
  const { target, version } = request;
  const problems = await draftCodebaseExtraction(draft, {
    study,
    accepted: settled.accepted,
    target,
    version,
  });
  const findings = [...settled.findings, ...problems];
  if (!findings.some(isBlocking)) findings.push(...verifyCodebaseDraft(study, draft));
  if (findings.some(isBlocking)) return refuse(...findings);
  const changes = { title: `extract ${study.port.name}`, operations: draft.operations(), notes: [] };
  const { files, contract, report, wiring, folder, manifest } = study;
  const known = manifest.extractions.some((each) => each.slug === slug);
  return succeed(
    { root: files.root, changes, contract, callSites: report.callSites, sites: wiring.sites, folder, known },
    findings,
  );
}
