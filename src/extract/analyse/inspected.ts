/** What the analysers of a port are given. */
import type { Callees } from '../../analysis/calls.ts';
import type { ProjectData } from '../../analysis/data/index.ts';
import type { LocatedPort } from '../../analysis/located-port.ts';
import type { Program } from '../../analysis/program.ts';
import type { AnalysedMethod } from './analysed-method.ts';
import type { FoundCall } from './callers/call-sites.ts';
import type { ThrowAnalysis } from './errors/throws.ts';
import type { Session } from './session.ts';
import type { Target } from './target.ts';

/** Everything that is known of a port once its methods and call sites have been read. */
export interface Inspected {
  readonly program: Program;
  readonly port: LocatedPort;
  readonly target: Target;
  readonly session: Session;
  readonly callees: Callees;
  /** Folders whose functions are not looked into: what they do belongs to both sides. */
  readonly infrastructure: readonly string[];
  readonly throws: ThrowAnalysis;
  readonly methods: readonly AnalysedMethod[];
  readonly callSites: readonly FoundCall[];
  /** True for files whose calls become remote, by path. */
  readonly outside: (path: string) => boolean;
  /** What the whole project does with data; without it, what was loaded is looked at. */
  readonly data?: ProjectData;
}
