import { DomainError } from '@books/platform/errors';
import type { Period } from './period.ts';

/** Whatever the ledger says no to. */
export class LedgerError extends DomainError {
  readonly status: number = 422;
}

export class Unbalanced extends LedgerError {
  readonly difference: bigint;

  constructor(difference: bigint) {
    super(`debit and credit differ by ${difference}`);
    this.difference = difference;
  }
}

export class PeriodClosed extends LedgerError {
  readonly period: Period;

  constructor(period: Period) {
    super(`${period.toString()} is closed`);
    this.period = period;
  }
}
