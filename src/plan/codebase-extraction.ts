import type { ChangeSet } from '../changes/index.ts';
import {
  diagnostic,
  isBlocking,
  refuse,
  succeed,
  type Diagnostic,
  type Outcome,
} from '../diagnostics/index.ts';
import type { CallSite } from '../extract/analyse/index.ts';
import type { WiredSite } from '../extract/analyse/wiring/model.ts';
import type { Contract } from '../extract/contract/index.ts';
import { openDraft, type Acceptance, type Draft } from '../workspace/index.ts';
import { settleFindings } from './acceptance.ts';
import { draftCodebaseExtraction } from './codebase-extraction-draft.ts';
import { studyCodebase, type CodebaseRequest, type CodebaseStudy } from './codebase-extraction-study.ts';
import { isForTests } from './codebase-extraction-tests.ts';
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
  const whole = await draftAndVerify(request, study, settled.accepted, true);
  // A test that does not compile here is no reason against the rest.
  const drafted = whole.onlyTests ? await draftAndVerify(request, study, settled.accepted, false) : whole;
  const findings = [...settled.findings, ...drafted.findings];
  if (findings.some(isBlocking)) return refuse(...findings);
  const changes = { title: `extract ${study.port.name}`, operations: drafted.draft.operations(), notes: [] };
  const { files, contract, report, wiring, folder, manifest } = study;
  const known = manifest.extractions.some((each) => each.slug === slug);
  return succeed(
    { root: files.root, changes, contract, callSites: report.callSites, sites: wiring.sites, folder, known },
    findings,
  );
}

interface Drafted {
  readonly draft: Draft;
  readonly findings: readonly Diagnostic[];
  /** Nothing but the test of the contract does not compile. */
  readonly onlyTests: boolean;
}

async function draftAndVerify(
  { target, version }: CodebaseExtractionRequest,
  study: CodebaseStudy,
  accepted: readonly Acceptance[],
  tested: boolean,
): Promise<Drafted> {
  const draft = openDraft(study.files);
  const problems = await draftCodebaseExtraction(draft, { study, accepted, target, version, tested });
  if (problems.some(isBlocking)) return { draft, findings: problems, onlyTests: false };
  const errors = verifyCodebaseDraft(study, draft);
  const isOfTests = (error: string): boolean => isForTests(study, error.slice(0, error.indexOf(':')));
  const onlyTests = tested && errors.length > 0 && errors.every(isOfTests);
  const found = errors.length === 0 ? [] : [diagnostic('new-type-errors', { errors })];
  return { draft, findings: [...problems, ...found], onlyTests };
}
