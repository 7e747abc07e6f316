import type { ExactPlace } from '../../analysis/places.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Method } from '../contract/model.ts';

/** One method in the report: carried or not, and why. */
export interface MethodReport {
  readonly name: string;
  readonly place: ExactPlace;
  /** True when it can be called over the wire; false when it is refused, or kept in process by @local. */
  readonly carried: boolean;
  readonly local: boolean;
  readonly safety: Method['safety'];
  readonly safetyFrom: Method['safetyFrom'];
  readonly findings: readonly Diagnostic[];
  /** Parameters, result and errors as they would travel; undefined where they could not be read. */
  readonly shape?: Method;
}
