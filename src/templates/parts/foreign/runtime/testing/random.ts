/** Random values that are the same in every run. */

export interface Draw {
  /** A number from 0 up to 1. */
  readonly next: () => number;
  /** How far inside a value this is: what contains itself has to end somewhere. */
  readonly depth: number;
  /** Only what an implementation is likely to be called with. */
  readonly mild: boolean;
}

export const maxDepth = 4;

/** Mulberry32: small, and even enough for tests. */
export function drawFrom(seed: number, mild = false): Draw {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next, depth: 0, mild };
}

/** Whole numbers from 0 to below `count`. */
export const whole = ({ next }: Draw, count: number): number => Math.floor(next() * count);

export function pick<T>(draw: Draw, values: readonly T[]): T {
  const value = values[whole(draw, values.length)];
  if (values.length === 0) throw new Error('There is no value to draw.');
  return value as T;
}

export const chance = ({ next }: Draw, of: number): boolean => next() < of;

export const deeper = (draw: Draw): Draw => ({ ...draw, depth: draw.depth + 1 });
