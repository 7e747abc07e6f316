/** A type error as plain data. `line` counts from 1. */
export interface TypeErrorRecord {
  readonly file: string;
  readonly line: number;
  /** TypeScript's number, 2322 for TS2322. */
  readonly code: number;
  readonly message: string;
}

/**
 * The errors that a change brings in: those after it that have no equal before it. Lines do not count, since edits move
 * them; where a message occurs more often than before, the surplus is new.
 */
export function newErrors(
  before: readonly TypeErrorRecord[],
  after: readonly TypeErrorRecord[],
): readonly TypeErrorRecord[] {
  const known = new Map<string, number>();
  for (const error of before) known.set(keyOf(error), (known.get(keyOf(error)) ?? 0) + 1);
  return after.filter((error) => {
    const left = known.get(keyOf(error)) ?? 0;
    known.set(keyOf(error), left - 1);
    return left <= 0;
  });
}

const keyOf = ({ file, code, message }: TypeErrorRecord): string => `${file}:${code}:${message}`;
