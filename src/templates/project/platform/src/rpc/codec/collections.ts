/** Arrays, tuples, maps and sets. */
import { child, fail, maxItems } from './path.ts';
import type { Json, Key, Path, Reader, Writer } from './path.ts';

export function arrayReader<T>(read: Reader<T>): Reader<T[]> {
  return (value, parent, key) => {
    const items = readItems(value, parent, key);
    const at = child(parent, key);
    const result: T[] = [];
    for (let index = 0; index < items.length; index++) result.push(read(items[index], at, index));
    return result;
  };
}

/** Holes are written as `undefined`, extra properties of the array are not sent. */
export function arrayWriter<T>(write: Writer<T>): Writer<readonly T[]> {
  return (value, parent, key) => {
    if (!Array.isArray(value)) fail('an array', parent, key);
    return writeAll(value, write, parent, key);
  };
}

export interface TupleShape<C> {
  readonly items: readonly C[];
  /** How many of the items must be there. */
  readonly required: number;
  readonly rest?: C;
}

/** `T` is the tuple type; an element that is left out is left out of the result. */
export function tupleReader<T extends readonly unknown[]>(shape: TupleShape<Reader<unknown>>): Reader<T> {
  const read = tupleWalk(shape);
  return (value, parent, key) => read(readItems(value, parent, key), parent, key) as unknown as T;
}

export function tupleWriter<T extends readonly unknown[]>(shape: TupleShape<Writer<never>>): Writer<T> {
  const write = tupleWalk(shape as unknown as TupleShape<Writer<unknown>>);
  return (value, parent, key) => {
    if (!Array.isArray(value)) fail('a tuple', parent, key);
    return write(value, parent, key);
  };
}

export function mapReader<K, V>(readKey: Reader<K>, readValue: Reader<V>): Reader<Map<K, V>> {
  return (value, parent, key) => {
    const items = readItems(value, parent, key);
    const at = child(parent, key);
    const map = new Map<K, V>();
    for (const [index, pair] of items.entries()) {
      if (!Array.isArray(pair) || pair.length !== 2) fail('a key and a value', at, index);
      const inPair = child(at, index);
      const itemKey = readKey(pair[0], inPair, 0);
      if (map.has(itemKey)) fail('no repeated key', inPair, 0);
      map.set(itemKey, readValue(pair[1], inPair, 1));
    }
    return map;
  };
}

export function mapWriter<K, V>(writeKey: Writer<K>, writeValue: Writer<V>): Writer<ReadonlyMap<K, V>> {
  const writePair: Writer<readonly [K, V]> = ([k, v], parent, key) => {
    const at = child(parent, key);
    return [writeKey(k, at, 0), writeValue(v, at, 1)];
  };
  return (value, parent, key) => {
    if (!(value instanceof Map)) fail('a Map', parent, key);
    return writeAll([...value], writePair, parent, key);
  };
}

export function setReader<T>(read: Reader<T>): Reader<Set<T>> {
  return (value, parent, key) => {
    const items = readItems(value, parent, key);
    const at = child(parent, key);
    const set = new Set<T>();
    for (const [index, wire] of items.entries()) {
      const item = read(wire, at, index);
      if (set.has(item)) fail('no repeated item', at, index);
      set.add(item);
    }
    return set;
  };
}

export function setWriter<T>(write: Writer<T>): Writer<ReadonlySet<T>> {
  return (value, parent, key) => {
    if (!(value instanceof Set)) fail('a Set', parent, key);
    return writeAll([...value], write, parent, key);
  };
}

function readItems(value: unknown, parent: Path, key: Key): readonly unknown[] {
  if (!Array.isArray(value)) fail('an array', parent, key);
  return withinCap(value, parent, key);
}

function withinCap<T>(items: readonly T[], parent: Path, key: Key): readonly T[] {
  return items.length <= maxItems ? items : fail(`at most ${maxItems} items`, parent, key);
}

function writeAll<T>(items: readonly T[], write: Writer<T>, parent: Path, key: Key): Json[] {
  const at = child(parent, key);
  const result: Json[] = [];
  const values: ArrayLike<T> = withinCap(items, parent, key);
  for (let index = 0; index < values.length; index++) result.push(write(values[index] as T, at, index));
  return result;
}

type Step<R> = (value: unknown, parent: Path, key: Key) => R;

function tupleWalk<R>(
  shape: TupleShape<Step<R>>,
): (items: readonly unknown[], parent: Path, key: Key) => R[] {
  const { items: steps, required, rest } = shape;
  return (items, parent, key) => {
    const fits = items.length >= required && (rest !== undefined || items.length <= steps.length);
    if (!fits)
      fail(
        `a tuple of ${required} to ${rest === undefined ? steps.length : 'any number of'} items`,
        parent,
        key,
      );
    const at = child(parent, key);
    return Array.from(withinCap(items, parent, key), (item, index) => {
      const step = steps[index] ?? rest;
      return step === undefined ? fail('no further item', at, index) : step(item, at, index);
    });
  };
}
