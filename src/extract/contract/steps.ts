/**
 * How a breaking change is made without breaking anybody: expand, migrate, contract. Versions of caller and service mix
 * during every release, so each step must be understood by the version before it.
 */
import type { ContractChange, Direction } from './changes.ts';

/** Releases in order, for people. Empty for what breaks nothing. */
export function stepsFor({ level, direction, at, change }: ContractChange): readonly string[] {
  if (level !== 'breaking') return [];
  const rule = rules.find((each) => each.on.test(change) && (each.direction ?? direction) === direction);
  return (rule?.steps ?? sideBySide)(lastName(at));
}

interface Rule {
  readonly direction?: Direction;
  /** The change, in the words of the comparison. */
  readonly on: RegExp;
  steps(name: string): readonly string[];
}

const sideBySide = (name: string): readonly string[] => [
  `add what ${name} should be under a new name, beside the old one; release the service`,
  'move every caller to the new name; release the callers',
  'remove the old one when no caller with the old contract is left',
];

/** What the service asks for more than before. */
const demand = (name: string): readonly string[] => [
  `make ${name} optional, with what its absence means today; release the service`,
  'let every caller send it; release the callers',
  'make it required when no caller with the old contract is left',
];

/** What the service no longer takes. */
const stopSending = (name: string): readonly string[] => [
  `leave ${name} as it is, and let every caller stop sending the value; release the callers`,
  'take it out of the type when no caller with the old contract is left; release the service',
];

/** What the service answers that old callers cannot read. */
const readFirst = (name: string): readonly string[] => [
  `change the type of ${name} only, and answer as before; release the callers with the new contract`,
  'let the service answer with it when no caller with the old contract is left',
];

const stopReading = (name: string): readonly string[] => [
  `let every caller do without ${name}; make it optional and go on sending it; release the callers`,
  'stop sending it and remove it when no caller with the old contract is left',
];

const rules: readonly Rule[] = [
  {
    direction: 'method',
    on: /^method removed$/,
    steps: (name) => [
      `keep ${name}, marked @deprecated, beside what replaces it; release the service`,
      'move every caller; release the callers',
      'remove it when the log of the service shows no call of it',
    ],
  },
  {
    direction: 'method',
    on: /became mutating$/,
    steps: (name) => [
      `callers with the old contract repeat ${name} after a failure: add a method for what changes something, and keep ${name} without an effect; release the service`,
      'move the callers that want the effect; release the callers',
    ],
  },
  {
    direction: 'method',
    on: /^service renamed/,
    steps: () => [
      'keep the old name of the interface: it is the address on the wire; or extract the new one beside it',
      'move every caller to the new client; release the callers',
      'stop the old service',
    ],
  },
  { direction: 'request', on: /^required .* added$|became required$/, steps: demand },
  { direction: 'request', on: / removed$/, steps: stopSending },
  { direction: 'result', on: / added$|became optional$/, steps: readFirst },
  { direction: 'error', on: / added$|became optional$/, steps: readFirst },
  { direction: 'result', on: / removed$/, steps: stopReading },
  { direction: 'error', on: / removed$/, steps: stopReading },
];

/** `charge: parameter request.amount` → `request.amount`; of a bare name the name. */
function lastName(at: string): string {
  const [, where] = /: (?:parameter )?(.*)$/.exec(at) ?? [];
  return where ?? at.replace(/\.$/, '');
}
