/** What code does with data, as plain records. */
import type { ExactPlace } from '../places.ts';

export type DataLibrary =
  | 'kysely'
  | 'prisma'
  | 'typeorm'
  | 'drizzle'
  | 'sql'
  | 'knex'
  | 'sequelize'
  | 'mongoose'
  | 'mongodb'
  | 'mikro-orm';

/** `lock` is a row or advisory lock, or a sequence: something that other sessions wait for or share. */
export type AccessKind = 'read' | 'write' | 'lock' | 'unknown';

/** One table in one operation. */
export interface TableAccess {
  /** As it is called in the database where that is known, else as the code calls it. */
  readonly table: string;
  readonly kind: AccessKind;
  readonly library: DataLibrary;
  readonly place: ExactPlace;
  /** The transaction that it visibly runs in. */
  readonly transaction?: TransactionPlace;
  /** How it comes to be reached, outermost first: `OrderService.place`, `OrderRepository.save`. */
  readonly via: readonly string[];
}

/** How a transaction is opened: its callback, an array of operations, a decorator, or statements from begin to commit. */
export type TransactionForm = 'callback' | 'list' | 'decorator' | 'statements' | 'handle';

export interface TransactionPlace {
  readonly form: TransactionForm;
  readonly place: ExactPlace;
}

/** Access to data that was seen and not understood: which table it touches is not known. */
export interface UnknownAccess {
  readonly kind: AccessKind;
  readonly library: DataLibrary;
  readonly place: ExactPlace;
  /** What stands there, cut to one line. */
  readonly text: string;
  readonly via: readonly string[];
}

/** A package that reaches a store which is not analysed. */
export interface DriverImport {
  readonly package: string;
  readonly store: string;
  readonly place: ExactPlace;
}

/** All that one file shows without the checker. */
export interface FileDataAccess {
  readonly accesses: readonly TableAccess[];
  readonly transactions: readonly TransactionPlace[];
  readonly unknown: readonly UnknownAccess[];
  readonly drivers: readonly DriverImport[];
}

/** Two names that mean one table: `public."UserProfile"` and `user_profile`. */
export const tableKey = (table: string): string =>
  table
    .replace(/["`[\]]/g, '')
    .replace(/^(?:public|dbo|main)\./i, '')
    .replace(/_/g, '')
    .toLowerCase();
