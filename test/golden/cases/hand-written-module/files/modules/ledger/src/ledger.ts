/** The ledger's interface, written by hand in a style of its own. */
export { LedgerError, PeriodClosed, Unbalanced } from './problems.ts';
export { Period } from './period.ts';
export type {
  Account,
  Attachment,
  Entry,
  LedgerPort,
  Line,
  Posting,
  Reader,
  Side,
  Statement,
} from './types.ts';
export { Kind } from './types.ts';
