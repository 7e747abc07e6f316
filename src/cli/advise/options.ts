import type { GlobalOptions } from '../session.ts';
import type { InputFlags } from '../resolve/flags.ts';

/** The options of `advise`, as commander leaves them. */
export interface AdviseOptions extends GlobalOptions, InputFlags {
  /** `name=glob` */
  readonly module?: readonly string[];
  /** The target of the load test, `p99=200ms,rps=500`. */
  readonly slo?: string;
  /** Results of load tests. */
  readonly load?: readonly string[];
  readonly asOf?: string;
  readonly adr?: boolean;
  readonly overrule?: string;
  readonly check?: boolean;
  readonly report?: string;
  /** Undefined where neither `--inspect` nor `--no-inspect` is given. */
  readonly inspect?: boolean;
}
