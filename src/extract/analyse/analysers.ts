/** Who looks at a port besides the readers of its types. To add an analyser: one entry in the list. */
import type { Diagnostic } from '../../diagnostics/index.ts';
import { callerFindings } from './callers/caller-findings.ts';
import { dataFindings } from './data/data-findings.ts';
import { nullableColumnFindings } from './data/nullable-columns.ts';
import { safetyFindings } from './data/safety.ts';
import { messageLeaks } from './errors/message-leaks.ts';
import { portFindings } from './port-members.ts';
import { ambientFindings } from './state/ambient.ts';
import { argumentFindings } from './state/arguments.ts';
import { memoryFindings } from './state/in-memory.ts';
import { eventFindings, sharedStateFindings } from './state/shared.ts';
import type { Inspected } from './inspected.ts';

export type { Inspected } from './inspected.ts';

export interface Analyser {
  readonly id: string;
  /** For people, where it fails: what is then not known. */
  readonly looksAt: string;
  find(inspected: Inspected): readonly Diagnostic[];
}

export const analysers: readonly Analyser[] = [
  {
    id: 'port',
    looksAt: 'the form of the port as a whole',
    find: ({ session, target }) => portFindings(session, target),
  },
  {
    id: 'callers',
    looksAt: 'transactions, loops and error handling around calls, and results that callers change',
    find: callerFindings,
  },
  {
    id: 'messages',
    looksAt: 'what messages of errors give away',
    find: messageLeaks,
  },
  {
    id: 'data',
    looksAt: 'tables, locks and stores that both sides use',
    find: dataFindings,
  },
  {
    id: 'columns',
    looksAt: 'columns that may be NULL under types that do not say so',
    find: nullableColumnFindings,
  },
  {
    id: 'state',
    looksAt: 'state in memory, what is shared with other code, and events',
    find: (inspected) => [
      ...memoryFindings(inspected),
      ...sharedStateFindings(inspected),
      ...eventFindings(inspected),
    ],
  },
  {
    id: 'surroundings',
    looksAt: 'what the implementation reads without being given it, and what it does with its arguments',
    find: (inspected) => [...ambientFindings(inspected), ...argumentFindings(inspected)],
  },
  {
    id: 'safety',
    looksAt: 'which methods only read or can be repeated',
    find: safetyFindings,
  },
];
