import type { ts } from 'ts-morph';
import type { TypeOrigin } from '../../contract/model.ts';

export interface Origins {
  /** The name that a declared type goes by, and where it is imported from. */
  find(symbol: ts.Symbol): { readonly name: string; readonly origin: TypeOrigin };
}
