import { entry } from '../diagnostic.ts';

/** What changed in a contract, and where. */
export interface ContractChangeArgs {
  /** `charge`, `charge: parameter request.amount`, `charge: result.state`. */
  readonly at: string;
  /** What changed, as a phrase: `required property added`. */
  readonly change: string;
  /** What it means for a process that still has the other version. */
  readonly effect: string;
}

const words = ({ at, change, effect }: ContractChangeArgs, hint: string) => ({
  what: `${at}: ${change}`,
  why: effect,
  hint,
});

/** Findings about the committed contract and about changes to it. */
export const contractCatalogue = {
  'contract-breaking': entry<ContractChangeArgs>('error', (args) =>
    words(args, 'add a method next to the old one, move the callers, then remove the old one'),
  ),
  'contract-risk': entry<ContractChangeArgs>('warning', (args) =>
    words(args, 'deploy the service before its callers'),
  ),
  'contract-compatible': entry<ContractChangeArgs>('info', (args) => words(args, 'none needed')),
  'contract-unreadable': entry<{ problem: string }>('error', ({ problem }) => ({
    what: `the contract cannot be read: ${problem}`,
    why: 'what changed cannot be told without it',
    hint: 'restore contract.lock.json with: git checkout contract.lock.json',
  })),
  'contract-edited': entry<{ expected: string; actual: string }>('error', ({ expected, actual }) => ({
    what: `the contract says its hash is ${expected}, and it is ${actual}`,
    why: 'it was edited by hand or merged wrongly, so it no longer says what was deployed',
    hint: 'restore contract.lock.json with: git checkout contract.lock.json, then run scaffold extract again',
  })),
};
