import type { Candidate, ExtractionBrief } from '../../decision/index.ts';
import type { Measured } from '../../decision/evidence/index.ts';
import { isBlocking, type Outcome } from '../../diagnostics/index.ts';
import type { Inspection } from '../../plan/inspection.ts';
import type { Session } from '../session.ts';
import { version } from '../version.ts';

/** So many candidates are inspected, */
const most = 3;
/** and no further one once this has passed: a type check takes seconds on a large codebase. */
const budgetMilliseconds = 10_000;
/** A larger codebase is inspected only where that is asked for. */
const mostFiles = 1000;

/** Adds to the first few candidates what an extraction would meet, where a port was found that others use. */
export async function inspectCandidates(
  session: Session,
  { root, code }: Measured,
  candidates: readonly Candidate[],
  inspect: boolean | undefined,
): Promise<readonly Candidate[]> {
  if (!(inspect ?? code.parsed <= mostFiles)) return candidates;
  const wanted = candidates.filter(({ need }) => need.some(({ points = 0 }) => points > 0)).slice(0, most);
  const targets = new Map(
    wanted.flatMap(({ module, port }) => (port === undefined ? [] : [[module, port] as const])),
  );
  if (targets.size === 0) return candidates;
  // Loads the checker, so not before there is something to inspect.
  const { planInspection } = await import('../../plan/inspection.ts');
  const briefs = new Map<string, ExtractionBrief>();
  const started = session.clock.now().getTime();
  for (const [module, target] of targets) {
    if (session.clock.now().getTime() - started > budgetMilliseconds) break;
    session.progress(session.progressStyle.dim(`Inspecting ${target} …`));
    const brief = briefOf(() => planInspection({ cwd: root, target, version }), target);
    if (brief) briefs.set(module, brief);
  }
  return candidates.map((one) => {
    const extraction = briefs.get(one.module);
    return extraction ? { ...one, extraction } : one;
  });
}

/** A target that cannot be inspected leaves the ranking as it is; `scaffold inspect` says why. */
function briefOf(inspect: () => Outcome<Inspection>, target: string): ExtractionBrief | undefined {
  try {
    const inspected = inspect();
    if (!inspected.ok) return undefined;
    const { report, verdict } = inspected.value;
    const codes = report.findings.filter(isBlocking).map(({ code }) => code);
    return {
      target,
      verdict: verdict.verdict,
      methods: report.methods.length,
      carried: report.methods.filter(({ carried }) => carried).length,
      blocking: [...new Set(codes)].map((code) => ({
        code,
        count: codes.filter((one) => one === code).length,
      })),
    };
  } catch {
    return undefined;
  }
}
