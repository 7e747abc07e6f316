/** Values whose only type is "JSON": copied as they are, checked to be what JSON can carry. */
import { hasOwn } from '../has-own.ts';
import { WireError, fail, maxItems, openChild } from './path.ts';
import type { Json, JsonObject, Key, Path } from './path.ts';

/** For `@json` values of type any or unknown; the result is the caller's to narrow. */
export function readJson(value: unknown, parent: Path, key: Key): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return value - value === 0 ? value : fail('a finite number', parent, key);
    case 'object':
      return value === null ? null : copyObject(value, parent, key);
    default:
      return fail('a JSON value', parent, key);
  }
}

/** Refuses what JSON would change in silence: NaN, functions, dates, maps, class instances. */
export function writeJson(value: unknown, parent: Path, key: Key): Json {
  return readJson(value, parent, key);
}

/** For what says nothing of itself and may be missing: sent where it is JSON, else it stays behind. */
export function writeJsonIfAny(value: unknown, parent: Path, key: Key): Json | undefined {
  try {
    return value === undefined ? undefined : writeJson(value, parent, key);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function copyObject(value: object, parent: Path, key: Key): Json {
  const at = openChild(parent, key);
  if (Array.isArray(value)) {
    if (value.length > maxItems) fail(`at most ${maxItems} items`, parent, key);
    return Array.from(value, (item: unknown, index) => readJson(item, at, index));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) fail('a plain object', parent, key);
  if (hasOwn(value, '__proto__')) fail('no key __proto__', parent, key);
  const entries = Object.entries(value);
  if (entries.length > maxItems) fail(`at most ${maxItems} keys`, parent, key);
  const copy: JsonObject = {};
  for (const [name, item] of entries) if (item !== undefined) copy[name] = readJson(item, at, name);
  return copy;
}
