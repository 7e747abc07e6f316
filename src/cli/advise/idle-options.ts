import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import type { AdviseOptions } from './options.ts';

/** Options and arguments that would do nothing together with the others. */
export function idleOptions(options: AdviseOptions, rest: readonly string[]): Diagnostic[] {
  const { slo, load, reason, overrule, check, report, adr } = options;
  const idle: (readonly [boolean, string, string])[] = [
    [slo !== undefined && load === undefined, '--slo', 'give the result of a load test with --load <file>'],
    [reason !== undefined && overrule === undefined, '--reason', 'give --overrule <architecture>'],
    [check === true && report !== undefined, '--report', 'run it without --check'],
    [check === true && adr === true, '--adr', 'run it without --check'],
    [check === true && overrule !== undefined, '--overrule', 'run it without --check'],
    [rest.length > 0, rest.join(' '), 'name one folder'],
  ];
  return idle.flatMap(([is, option, needs]) =>
    is ? [diagnostic('option-without-effect', { option, needs })] : [],
  );
}
