/** What `inspect` says of one target, as plain records; a crash is a result too. */
import type { OpenedCodebase } from '../../src/analysis/codebase/index.ts';
import { isBlocking, placeName, wordingOf, type Diagnostic } from '../../src/diagnostics/index.ts';
import { planInspection, type Inspection } from '../../src/plan/inspection.ts';
import type { TargetResult } from './summary.ts';

export interface Inspected {
  readonly result: TargetResult;
  /** Absent where nothing could be said. */
  readonly inspection?: Inspection;
}

export function inspectTarget(root: string, target: string, before: OpenedCodebase | undefined): Inspected {
  const elapsed = processorTime();
  try {
    const request = { cwd: root, target, version: 'bench' };
    const outcome = planInspection({ ...request, ...(before ? { before } : {}) });
    if (!outcome.ok) {
      const stopped = outcome.findings.map(({ code }) => code);
      return { result: { target, milliseconds: elapsed(), stopped } };
    }
    return { result: resultOf(outcome.value, elapsed()), inspection: outcome.value };
  } catch (error) {
    return { result: { target, milliseconds: elapsed(), crash: crashText(error) } };
  }
}

function resultOf({ target, report, verdict, loaded }: Inspection, milliseconds: number): TargetResult {
  const methods = report.methods.map(({ name, carried, local, findings }) => ({
    name,
    carried: carried || local,
    codes: [...new Set(findings.filter(({ level }) => level === 'refuse').map(({ code }) => code))],
  }));
  return {
    target,
    milliseconds,
    verdict: verdict.verdict,
    methods,
    findings: report.findings.map(({ code }) => code),
    blocking: report.findings.filter(isBlocking).map(inOneLine),
    loaded: loaded.files,
  };
}

function inOneLine(finding: Diagnostic): string {
  const { what, hint } = wordingOf(finding);
  return `${finding.code} ${placeName(finding.place)}: ${what} → ${hint}`;
}

export const crashText = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Milliseconds on the processor since then. */
export function processorTime(): () => number {
  const started = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
}
