/** Objects with keys. Only own, declared keys are ever read, and nothing is assigned to `__proto__`. */
import { hasOwn } from '../has-own.ts';
import { child, fail, maxItems, openChild } from './path.ts';
import type { Json, JsonObject, Key, Path, Reader, Writer } from './path.ts';

/** What a reader fills in key by key before it hands it on as `T`. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The JSON object to read declared keys from. Read a key that every object inherits (`constructor`, …) with `own`. */
export function readObject(value: unknown, parent: Path, key: Key): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : fail('an object', parent, key);
}

/** The path of what is inside an object that is about to be written: whatever its type says, it may not be there. */
export function inObject(value: unknown, parent: Path, key: Key): Path {
  return value === undefined || value === null ? fail('an object', parent, key) : child(parent, key);
}

/** `object[key]` if it is the object's own, else `undefined`. */
export function own(object: object, key: string): unknown {
  return hasOwn(object, key) ? Object.getOwnPropertyDescriptor(object, key)?.value : undefined;
}

/** An absent key, or `undefined`, stays `undefined`: for `x?: T` and `x: T | undefined`. */
export function readOptional<T>(read: Reader<T>, value: unknown, parent: Path, key: Key): T | undefined {
  return value === undefined ? undefined : read(value, parent, key);
}

export function writeOptional<T>(
  write: Writer<T>,
  value: T | undefined,
  parent: Path,
  key: Key,
): Json | undefined {
  return value === undefined ? undefined : write(value, parent, key);
}

export function nullableReader<T>(read: Reader<T>): Reader<T | null> {
  return (value, parent, key) => (value === null ? null : read(value, parent, key));
}

export function nullableWriter<T>(write: Writer<T>): Writer<T | null> {
  return (value, parent, key) => (value === null ? null : write(value, parent, key));
}

/** `Record<string, T>`. With `known`, the declared keys of an object that also has an index signature are left out. */
export function recordReader<T>(read: Reader<T>, known: readonly string[] = []): Reader<Record<string, T>> {
  return (value, parent, key) => {
    const entries = readableEntries(readObject(value, parent, key), known, parent, key);
    const at = openChild(parent, key);
    const record: Record<string, T> = {};
    for (const [name, item] of entries) record[name] = read(item, at, name);
    return record;
  };
}

/** Entries whose value is `undefined` are not sent. */
export function recordWriter<T>(
  write: Writer<T>,
  known: readonly string[] = [],
): Writer<Readonly<Record<string, T>>> {
  return (value, parent, key) => {
    if (!isObject(value)) fail('an object', parent, key);
    const at = openChild(parent, key);
    const record: JsonObject = {};
    for (const [name, item] of readableEntries(value, known, parent, key))
      if (item !== undefined) record[name] = write(item, at, name);
    return record;
  };
}

function readableEntries<T>(
  object: Readonly<Record<string, T>>,
  known: readonly string[],
  parent: Path,
  key: Key,
): [string, T][] {
  const entries = Object.entries(object);
  if (entries.length > maxItems) fail(`at most ${maxItems} keys`, parent, key);
  if (hasOwn(object, '__proto__')) fail('no key __proto__', parent, key);
  return known.length === 0 ? entries : entries.filter(([name]) => !known.includes(name));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
