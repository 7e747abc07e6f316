import type { ContractChange, Spot } from './changes.ts';
import type { Presence, WireType } from './model.ts';

/** A property, field or parameter. */
export interface Member {
  readonly name: string;
  readonly type: WireType;
  readonly presence: Presence;
}

/** Two contracts side by side. Types contain properties and properties have types, so each reaches the other through this. */
export interface Comparison {
  types(before: WireType, after: WireType, spot: Spot): ContractChange[];
  properties(before: readonly Member[], after: readonly Member[], spot: Spot, word: string): ContractChange[];
}
