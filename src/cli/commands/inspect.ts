import { succeed } from '../../diagnostics/index.ts';
import { planInspection } from '../../plan/inspection.ts';
import { formatInspection } from '../render/inspect/report.ts';
import { inspectionJson } from '../render/inspect/json.ts';
import { formatSarif } from '../render/inspect/sarif.ts';
import { readAcceptances } from '../resolve/acceptances.ts';
import { version } from '../version.ts';
import type { CommandBody, GlobalOptions } from '../session.ts';

export interface InspectOptions extends GlobalOptions {
  /** `code@place` of findings that would be accepted. */
  readonly accept?: readonly string[];
  readonly reason?: string;
  /** Methods that would stay in process. */
  readonly local?: readonly string[];
  readonly sarif?: boolean;
}

/** `scaffold inspect <target>`: whether it can be extracted, method by method; nothing is written. */
export const run: CommandBody<InspectOptions> = async (session, [target = ''], options) => {
  const accept = readAcceptances({ reason: 'a trial', ...options });
  if (!accept.ok) return accept;
  session.progress(`Reading ${target} and everything that uses it …`);
  const inspected = planInspection({
    cwd: session.cwd,
    target,
    accept: accept.value,
    local: options.local ?? [],
    version,
  });
  if (!inspected.ok) return inspected;
  const inspection = inspected.value;
  const exitCode = inspection.verdict.verdict === 'extractable' ? 0 : 1;
  const text = options.sarif ? formatSarif(inspection) : formatInspection(inspection, session);
  return succeed({ json: inspectionJson(inspection), text, exitCode });
};
