import type { EvidenceItem } from '../model.ts';

/** Where code stands that no module claims: a common data layer, say. */
export const outside = '(outside the modules)';

export interface DataPlace {
  readonly file: string;
  readonly line: number;
}

/** Who touches a table. Modules are sorted by name; {@link outside} stands for the rest of the code. */
export interface TableUse {
  readonly table: string;
  /** The module that declares it, or else the only one that writes it. */
  readonly owner?: string | undefined;
  readonly readers: readonly string[];
  readonly writers: readonly string[];
  /** One place for each writer, or for each reader where nobody writes. */
  readonly places: readonly (DataPlace & { readonly module: string })[];
}

export interface ForeignKeyAcross {
  readonly from: string;
  readonly to: string;
  readonly fromModule: string;
  readonly toModule: string;
  readonly place: DataPlace;
}

/** A transaction that writes tables of more than one module. */
export interface TransactionAcross {
  readonly place: DataPlace;
  readonly modules: readonly string[];
  readonly tables: readonly string[];
}

export interface DataFacts {
  readonly items: readonly EvidenceItem[];
  readonly tables: readonly TableUse[];
  /** Tables that two modules or more write. */
  readonly shared: readonly TableUse[];
  readonly foreignKeys: readonly ForeignKeyAcross[];
  readonly transactions: readonly TransactionAcross[];
  /** Accesses whose table could not be told. */
  readonly notUnderstood: number;
}
