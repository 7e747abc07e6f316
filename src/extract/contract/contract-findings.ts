/** Changes between two contracts as findings: what each means for those who have the other version. */
import { diagnostic, type Diagnostic, type Place } from '../../diagnostics/index.ts';
import type { ChangeLevel, ContractChange, Direction } from './changes.ts';
import { stepsFor } from './steps.ts';

const effects: Readonly<Record<ChangeLevel, Readonly<Record<Direction, string>>>> = {
  breaking: {
    request: 'callers that still have the old contract send what the service no longer accepts',
    result: 'callers that still have the old contract cannot read what the service answers',
    error: 'callers that still have the old contract cannot read the error',
    method: 'callers that still have the old contract call it as before',
  },
  warning: {
    request: 'callers that still have the old contract send something that is ignored',
    result: 'callers that still have the old contract no longer get it',
    error: 'callers that still have the old contract get RemoteApplicationError instead of the class',
    method: 'calls by processes with the old contract behave as before',
  },
  ok: {
    request: 'the old and the new version understand each other',
    result: 'the old and the new version understand each other',
    error: 'the old and the new version understand each other',
    method: 'the old and the new version understand each other',
  },
};

const numbered = (steps: readonly string[]): string =>
  steps.map((step, index) => `${index + 1}. ${step}`).join('; ');

const codes = { breaking: 'contract-breaking', warning: 'contract-risk', ok: 'contract-compatible' } as const;

/** Changes as findings; breaking ones block until they are accepted. */
export function contractFindings(changes: readonly ContractChange[], place?: Place): Diagnostic[] {
  return changes.map((each) =>
    diagnostic(
      codes[each.level],
      {
        at: each.at,
        change: each.change,
        effect: effects[each.level][each.direction],
        steps: numbered(stepsFor(each)),
      },
      { place: { ...(place ?? { file: 'contract.lock.json' }), symbol: each.at } },
    ),
  );
}
