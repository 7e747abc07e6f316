import { isBlocking, type Diagnostic } from '../diagnostics/index.ts';
import { usageCatalogue } from '../diagnostics/catalogue/usage.ts';

export const exitCodes = { done: 0, findings: 1, usage: 2, fault: 3, interrupted: 130 } as const;

/** What a command that stopped exits with: 2 when it was called wrongly, 1 when it found something. */
export function exitCodeFor(findings: readonly Diagnostic[]): number {
  const blocking = findings.filter(isBlocking);
  return blocking.some(({ code }) => code in usageCatalogue) ? exitCodes.usage : exitCodes.findings;
}
