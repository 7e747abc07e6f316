import { openCodebase, type OpenedCodebase } from '../../../src/analysis/codebase/index.ts';
import type { Outcome } from '../../../src/diagnostics/index.ts';

/** A codebase in memory, opened for one target. */
export const open = (
  files: Readonly<Record<string, string>>,
  target: string,
  cwd = '/codebase',
): Outcome<OpenedCodebase> =>
  openCodebase({
    cwd,
    target,
    files: new Map(Object.entries({ 'package.json': '{"name":"codebase"}', ...files })),
  });

export function opened(files: Readonly<Record<string, string>>, target: string): OpenedCodebase {
  const outcome = open(files, target);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
}

export const codes = (outcome: Outcome<unknown>): string[] => outcome.findings.map(({ code }) => code);

export const json = (value: unknown): string => JSON.stringify(value);
