/** Values without parts. Every function has the form of a Reader or a Writer, or makes one. */
import { fail } from './path.ts';
import type { Json, Key, Path, Reader, Writer } from './path.ts';

export type Scalar = string | number | boolean;

export function readString(value: unknown, parent: Path, key: Key): string {
  return typeof value === 'string' ? value : fail('a string', parent, key);
}

export function writeString(value: string, parent: Path, key: Key): Json {
  return readString(value, parent, key);
}

/** Finite. `value - value` is NaN for NaN and both infinities, and costs less than `Number.isFinite`. */
export function readNumber(value: unknown, parent: Path, key: Key): number {
  return typeof value === 'number' && value - value === 0 ? value : fail('a finite number', parent, key);
}

export function writeNumber(value: number, parent: Path, key: Key): Json {
  return readNumber(value, parent, key);
}

export function readBoolean(value: unknown, parent: Path, key: Key): boolean {
  return typeof value === 'boolean' ? value : fail('a boolean', parent, key);
}

export function writeBoolean(value: boolean, parent: Path, key: Key): Json {
  return readBoolean(value, parent, key);
}

export function readNull(value: unknown, parent: Path, key: Key): null {
  return value === null ? null : fail('null', parent, key);
}

export function writeNull(value: null, parent: Path, key: Key): Json {
  return readNull(value, parent, key);
}

/** One of `values`: literals, unions of literals, members of an enum. */
export function literalReader<T extends Scalar>(values: readonly T[]): Reader<T> {
  const known = new Set<unknown>(values);
  const expected = values.length === 1 ? JSON.stringify(values[0]) : `one of ${values.length} known values`;
  const isKnown = (value: unknown): value is T => known.has(value);
  return (value, parent, key) => (isKnown(value) ? value : fail(expected, parent, key));
}

export function literalWriter<T extends Scalar>(values: readonly T[]): Writer<T> {
  return literalReader(values);
}

/** A combination of the bits in `mask`: an enum used as flags. */
export function flagsReader(mask: number): Reader<number> {
  return (value, parent, key) => {
    const flags = readNumber(value, parent, key);
    return Number.isInteger(flags) && (flags & mask) === flags
      ? flags
      : fail('a set of known flags', parent, key);
  };
}

export function flagsWriter(mask: number): Writer<number> {
  return flagsReader(mask);
}

/** A string that matches an anchored, linear pattern; `text` is the type as it is written in TypeScript. */
export function templateReader<T extends string>(pattern: RegExp, text: string): Reader<T> {
  const matches = (value: unknown): value is T => typeof value === 'string' && pattern.test(value);
  return (value, parent, key) => (matches(value) ? value : fail(`a string like ${text}`, parent, key));
}

export function templateWriter<T extends string>(pattern: RegExp, text: string): Writer<T> {
  return templateReader<T>(pattern, text);
}

/** Parsing a bigint takes more than linear time, hence the limit of 1024 digits. */
const bigintForm = /^(?:0|-?[1-9]\d{0,1023})$/;

export function readBigint(value: unknown, parent: Path, key: Key): bigint {
  if (typeof value !== 'string' || !bigintForm.test(value))
    fail('a decimal integer in a string', parent, key);
  return BigInt(value);
}

export function writeBigint(value: bigint, parent: Path, key: Key): Json {
  const text = typeof value === 'bigint' ? value.toString() : fail('a bigint', parent, key);
  return bigintForm.test(text) ? text : fail('a bigint of at most 1024 digits', parent, key);
}

export function bigintLiteralReader<T extends bigint>(values: readonly T[]): Reader<T> {
  const known = new Set<unknown>(values);
  const isKnown = (value: unknown): value is T => known.has(value);
  return (value, parent, key) => {
    const read = readBigint(value, parent, key);
    return isKnown(read) ? read : fail('a known integer in a string', parent, key);
  };
}

export function bigintLiteralWriter<T extends bigint>(values: readonly T[]): Writer<T> {
  const known = new Set<bigint>(values);
  return (value, parent, key) => (known.has(value) ? value.toString() : fail('a known integer', parent, key));
}
