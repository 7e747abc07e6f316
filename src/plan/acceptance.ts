import type { Diagnostic, Place } from '../diagnostics/index.ts';
import type { Acceptance } from '../workspace/index.ts';

/** The name of a finding's place on the command line and in the manifest: what stands there, else where it stands. */
export function placeName(place: Place | undefined): string {
  if (place === undefined) return 'project';
  return place.symbol ?? (place.line === undefined ? place.file : `${place.file}:${place.line}`);
}

export interface Settled {
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
  const blocking = findings.filter((finding) => {
    if (finding.level === 'refuse') return true;
    if (finding.level !== 'error') return false;
    const match = acceptances.find(
      (acceptance) => acceptance.module === module && covers(acceptance, finding),
    );
    if (match) accepted.push({ ...match, place: placeName(finding.place) });
    return match === undefined;
  });
  return { blocking, accepted };
}

function covers({ code, place }: Acceptance, finding: Diagnostic): boolean {
  if (code !== finding.code) return false;
  const { file, line } = finding.place ?? {};
  return [placeName(finding.place), file, `${file}:${line}`].includes(place);
}
