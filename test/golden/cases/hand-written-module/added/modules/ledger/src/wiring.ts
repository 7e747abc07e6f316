import type { Clock } from '@books/platform/host';
import type { HostedModule } from '@books/platform/module';
import { Book } from './book.ts';
import type { LedgerPort } from './types.ts';

/** Put together by hand: a class, no routes, no database. */
export const ledgerModule = (clock: Clock): HostedModule<LedgerPort> => {
  const port = new Book(clock);
  return { port };
};
