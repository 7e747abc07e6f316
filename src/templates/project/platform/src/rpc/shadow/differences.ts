/** Where two answers of a method differ, without the values themselves: they may be anybody's data. */
import { isDeepStrictEqual } from 'node:util';
import { hasOwn } from '../has-own.ts';

/** What is not compared, as dot paths below the result: `*` stands for any element of a list, set or map. */
export interface ComparisonRules {
  /** Differs by nature: `at`, `items.*.id`. From `@volatile`. */
  readonly volatile?: readonly string[];
  /** Lists whose order says nothing: `tags`. From `@unordered`. */
  readonly unordered?: readonly string[];
}

export interface Difference {
  /** `result.items.0.price` */
  readonly path: string;
  /** What is there, by kind and size: `string of 12`, `absent`. */
  readonly local: string;
  readonly remote: string;
}

const maxDifferences = 20;

interface Comparison {
  readonly rules: ComparisonRules;
  readonly found: Difference[];
}

/** At most 20. Numbers are compared exactly; sets and maps have no order; absent and `undefined` are not the same. */
export function differences(local: unknown, remote: unknown, rules: ComparisonRules = {}): Difference[] {
  const comparison: Comparison = { rules, found: [] };
  compare(comparison, local, remote, [], []);
  return comparison.found.slice(0, maxDifferences);
}

/** `place`: the way there, for the reader. `pattern`: the same with `*` for elements, for the rules. */
function compare(
  comparison: Comparison,
  local: unknown,
  remote: unknown,
  place: readonly string[],
  pattern: readonly string[],
): void {
  const { rules, found } = comparison;
  if (found.length >= maxDifferences || matches(rules.volatile, pattern)) return;
  if (Array.isArray(local) && Array.isArray(remote)) {
    if (matches(rules.unordered, pattern)) return compareUnordered(comparison, local, remote, place);
    return compareLists(comparison, local, remote, place, pattern);
  }
  if (local instanceof Set && remote instanceof Set)
    return compareUnordered(comparison, [...local], [...remote], place);
  if (local instanceof Map && remote instanceof Map)
    return compareMaps(comparison, local, remote, place, pattern);
  if (isRecord(local) && isRecord(remote) && sameClass(local, remote))
    return compareRecords(comparison, local, remote, place, pattern);
  if (!isDeepStrictEqual(local, remote)) add(comparison, place, local, remote);
}

function compareLists(
  comparison: Comparison,
  local: readonly unknown[],
  remote: readonly unknown[],
  place: readonly string[],
  pattern: readonly string[],
): void {
  if (local.length !== remote.length) return add(comparison, place, local, remote);
  for (const [index, each] of local.entries())
    compare(comparison, each, remote[index], [...place, String(index)], [...pattern, '*']);
}

function compareUnordered(
  comparison: Comparison,
  local: readonly unknown[],
  remote: readonly unknown[],
  place: readonly string[],
): void {
  if (!isDeepStrictEqual(new Bag(local).counts, new Bag(remote).counts))
    add(comparison, place, local, remote);
}

function compareMaps(
  comparison: Comparison,
  local: ReadonlyMap<unknown, unknown>,
  remote: ReadonlyMap<unknown, unknown>,
  place: readonly string[],
  pattern: readonly string[],
): void {
  const left = new Map([...local].map(([key, value]) => [keyText(key), value]));
  const right = new Map([...remote].map(([key, value]) => [keyText(key), value]));
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const at = [...place, key];
    if (!left.has(key)) add(comparison, at, absent, right.get(key));
    else if (!right.has(key)) add(comparison, at, left.get(key), absent);
    else compare(comparison, left.get(key), right.get(key), at, [...pattern, '*']);
  }
}

function compareRecords(
  comparison: Comparison,
  local: Readonly<Record<string, unknown>>,
  remote: Readonly<Record<string, unknown>>,
  place: readonly string[],
  pattern: readonly string[],
): void {
  for (const key of new Set([...Object.keys(local), ...Object.keys(remote)])) {
    const [left, right] = [
      hasOwn(local, key) ? local[key] : absent,
      hasOwn(remote, key) ? remote[key] : absent,
    ];
    compare(comparison, left, right, [...place, key], [...pattern, key]);
  }
}

/** Elements with how often each occurs. */
class Bag {
  readonly counts = new Map<string, number>();
  constructor(elements: readonly unknown[]) {
    for (const each of elements) {
      const key = keyText(each);
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
  }
}

/** A text that two values share when they are equal. */
function keyText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof Set) return `set ${[...value].map(keyText).sort().join()}`;
  if (value instanceof Map) {
    const pairs = [...value].map(([key, each]) => `${keyText(key)}: ${keyText(each)}`);
    return `map ${pairs.sort().join()}`;
  }
  if (ArrayBuffer.isView(value))
    return `bytes ${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')}`;
  if (Array.isArray(value)) return `[${value.map(keyText).join()}]`;
  if (!isRecord(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}: ${keyText(value[key])}`).join()}}`;
}

/** Stands for a key that is not there. */
const absent = Symbol('absent');

function add(comparison: Comparison, place: readonly string[], local: unknown, remote: unknown): void {
  comparison.found.push({
    path: ['result', ...place].join('.'),
    local: describe(local),
    remote: describe(remote),
  });
}

/** A value by kind and size only. */
function describe(value: unknown): string {
  if (value === absent) return 'absent';
  if (value === null) return 'null';
  if (typeof value === 'string') return `string of ${value.length}`;
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (value instanceof Set || value instanceof Map) return `${value.constructor.name} of ${value.size}`;
  return typeof value === 'object'
    ? Object.prototype.toString.call(value).slice(8, -1).toLowerCase()
    : typeof value;
}

const matches = (patterns: readonly string[] | undefined, path: readonly string[]): boolean =>
  patterns?.includes(path.join('.')) ?? false;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Date) &&
  !(value instanceof Set) &&
  !(value instanceof Map) &&
  !(value instanceof URL) &&
  !(value instanceof RegExp) &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value);

const sameClass = (local: object, remote: object): boolean =>
  Object.getPrototypeOf(local) === Object.getPrototypeOf(remote);
