import { isBlocking, placeName, type Diagnostic } from '../diagnostics/index.ts';
import type { Acceptance } from '../workspace/index.ts';

export interface Settled {
  /** All of them; those that were accepted weigh no more than a warning. */
  readonly findings: readonly Diagnostic[];
  /** Findings that still block. */
  readonly blocking: readonly Diagnostic[];
  /** The acceptances that were needed, as the manifest records them. */
  readonly accepted: readonly Acceptance[];
}

/**
 * Sets accepted findings aside. Only the level `error` can be accepted: what is refused cannot work, whatever the reason.
 */
export function settleFindings(
  findings: readonly Diagnostic[],
  module: string,
  acceptances: readonly Acceptance[],
): Settled {
  const accepted: Acceptance[] = [];
  const settled = findings.map((finding): Diagnostic => {
    if (finding.level !== 'error') return finding;
    const match = acceptances.find(
      (acceptance) => acceptance.module === module && covers(acceptance, finding),
    );
    if (!match) return finding;
    accepted.push({ ...match, place: placeName(finding.place) });
    return { ...finding, level: 'warning' };
  });
  return { findings: settled, blocking: settled.filter(isBlocking), accepted };
}

function covers({ code, place }: Acceptance, finding: Diagnostic): boolean {
  if (code !== finding.code) return false;
  const { file, line } = finding.place ?? {};
  return [placeName(finding.place), file, `${file}:${line}`].includes(place);
}
