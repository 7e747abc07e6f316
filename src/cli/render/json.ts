import { isBlocking, wordingOf, type Diagnostic } from '../../diagnostics/index.ts';
import { findingJson } from './findings.ts';

/** Version of every JSON output; it changes when a field is removed or changes its meaning. */
export const schemaVersion = 1;

export const formatJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** What a command that stopped says with `--json`, on stdout. The code is that of the first finding that stopped it. */
export function errorJson(findings: readonly Diagnostic[]): Record<string, unknown> {
  const blocking = findings.filter(isBlocking);
  const [first] = blocking.length > 0 ? blocking : findings;
  const message = blocking.map((finding) => wordingOf(finding).what).join('; ');
  return {
    schemaVersion,
    error: { code: first?.code ?? 'unknown', message, findings: findings.map(findingJson) },
  };
}
