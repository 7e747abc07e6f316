/** What a change between two contracts is. */

/** Who has to understand a type: the service what it is sent, callers what they get back. */
export type Direction = 'request' | 'result' | 'error' | 'method';

export type ChangeLevel = 'breaking' | 'warning' | 'ok';

export interface ContractChange {
  readonly level: ChangeLevel;
  readonly direction: Direction;
  /** `charge: parameter request.amount` */
  readonly at: string;
  /** `required property added` */
  readonly change: string;
}

/** Where a comparison is. */
export interface Spot {
  readonly direction: Direction;
  readonly at: string;
}

export const below = (spot: Spot, suffix: string): Spot => ({ ...spot, at: spot.at + suffix });

/** A change whose level depends on who has to understand it: the service (`request`) or callers (all else). */
export function changed(
  spot: Spot,
  change: string,
  levels: { request: ChangeLevel; result: ChangeLevel },
): ContractChange {
  return { ...spot, change, level: spot.direction === 'request' ? levels.request : levels.result };
}
