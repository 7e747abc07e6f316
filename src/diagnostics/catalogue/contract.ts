import { entry } from '../diagnostic.ts';

/** What changed in a contract, and where. */
export interface ContractChangeArgs {
  /** `charge`, `charge: parameter request.amount`, `charge: result.state`. */
  readonly at: string;
  /** What changed, as a phrase: `required property added`. */
  readonly change: string;
  /** What it means for a process that still has the other version. */
  readonly effect: string;
  /** The releases in which it is made without breaking anybody: `1. …; 2. …`. */
  readonly steps: string;
}

const words = ({ at, change, effect }: ContractChangeArgs, hint: string) => ({
  what: `${at}: ${change}`,
  why: effect,
  hint,
});

/** Findings about the contract of a port, about the committed contract and about changes to it. */
export const contractCatalogue = {
  'plain-error-thrown': entry<{ method: string; errors: readonly string[] }>(
    'info',
    ({ method, errors }) => ({
      what: `${method} may throw ${errors.join(', ')}`,
      why: 'callers of a service get RemoteInternalError instead, without the message, which may say what must not leave',
      hint: 'throw a class of your own that extends Error where callers are meant to see why',
    }),
  ),
  'library-error-thrown': entry<{ method: string; error: string; library: string; reason: string }>(
    'warning',
    (args) => ({
      what: `${args.method} throws ${args.error} of ${args.library}`,
      why: `it cannot be made again from outside that library (${args.reason}): callers of a service get RemoteInternalError instead`,
      hint: `throw a class of your own that extends Error, with the fields of ${args.error} that callers need`,
    }),
  ),
  'error-message-leaks': entry<{ method: string; error: string; part: string }>('warning', (args) => ({
    what: `${args.method} puts ${args.part} into the message of ${args.error}`,
    why: 'messages of declared errors are sent to callers as they are',
    hint: `write what callers may read into the message, and log ${args.part}`,
  })),
  'catch-all-around-call': entry<{ caller: string; method: string }>('info', ({ caller, method }) => ({
    what: `${caller} swallows whatever ${method} throws`,
    why: 'between processes that includes RemoteCallError: a service that is down looks like the answer that is returned here',
    hint: 'rethrow RemoteCallError there, or make sure that the answer is right while the service is away',
  })),
  'port-instantiations': entry<{ port: string; types: readonly string[] }>('refuse', ({ port, types }) => ({
    what:
      types.length === 1
        ? `${port} is generic, and used as ${types[0]}`
        : `${port} is generic, and the program has ${types.length} instantiations of it: ${types.slice(0, 4).join(', ')}`,
    why:
      types.length === 1
        ? 'a client has to implement it under a name that stands for one set of types'
        : 'one service has one set of types',
    hint: `extract ${types.length === 1 ? 'it' : 'one of them'} under a name of its own, which registrations and callers use too: export interface ${nameFor(typical(types) ?? port)} extends ${typical(types) ?? port} {}`,
  })),
  'contract-breaking': entry<ContractChangeArgs>('error', (args) => words(args, args.steps)),
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
  'contract-missing': entry<{ file: string }>('error', ({ file }) => ({
    what: `there is no ${file}`,
    why: 'scaffold.json names a service, and what its callers were released with cannot be told',
    hint: `restore it with: git checkout ${file}, or run scaffold extract again`,
  })),
};

/** One that says something: `Repository<any>` is hardly what is wanted. */
const typical = (types: readonly string[]): string | undefined =>
  types.find((type) => !/<[^>]*\b(?:any|unknown)\b/.test(type)) ?? types[0];

/** `Repository<User>` → `UserRepository`. */
function nameFor(type: string): string {
  const [, outer = type, inner = ''] = /^(\w+)<(\w*)/.exec(type) ?? [];
  return `${inner}${outer}`;
}
