/** Where in a value a codec is, kept as a chain so that the text of a path is only made when something is wrong. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
/** A key whose value is `undefined` is not sent. */
export interface JsonObject {
  [key: string]: Json | undefined;
}

export type Key = string | number;

export interface Path {
  readonly parent: Path | undefined;
  readonly key: Key;
  readonly depth: number;
  /** What is below has keys of the data, not of the contract. */
  readonly open?: boolean;
}

/** Checks a decoded JSON value and returns a copy. `parent` and `key` say where it stands. Throws WireError. */
export type Reader<T> = (value: unknown, parent: Path, key: Key) => T;
/** Projects a value to JSON. Throws WireError before anything is sent. */
export type Writer<T> = (value: T, parent: Path, key: Key) => Json;

export const maxDepth = 128;
export const maxItems = 100_000;

/** The parent of a body: `read(body, root, 'result')` gives paths like `result.items[3].price`. */
export const root: Path = { parent: undefined, key: '', depth: 0 };

/** A value that does not fit the contract. Names the place and what was expected there, never the value. */
export class WireError extends Error {
  readonly path: string;
  readonly expected: string;
  /** The path with `[*]` for keys that are data themselves, for those who must not see any. */
  readonly outline: string;

  constructor(path: string, expected: string, outline = path) {
    super(`${path}: expected ${expected}`);
    this.name = 'WireError';
    this.path = path;
    this.expected = expected;
    this.outline = outline;
  }
}

/** The path of what is inside `key` of `parent`. Throws WireError when it is nested too deep, which ends cycles too. */
export function child(parent: Path, key: Key): Path {
  if (parent.depth >= maxDepth) fail(`at most ${maxDepth} levels of nesting`, parent, key);
  return { parent, key, depth: parent.depth + 1 };
}

/** The same where the keys inside are data: those of a record, or of any JSON. */
export function openChild(parent: Path, key: Key): Path {
  return { ...child(parent, key), open: true };
}

export function fail(expected: string, parent: Path, key: Key): never {
  throw new WireError(formatPath(parent, key, formatKey), expected, formatPath(parent, key, outlineKey));
}

type FormatKey = (key: Key, index: number, open: boolean) => string;

function formatPath(parent: Path, key: Key, format: FormatKey): string {
  const keys: { readonly key: Key; readonly open: boolean }[] = [{ key, open: parent.open === true }];
  for (let at: Path = parent; at.parent !== undefined; at = at.parent)
    keys.unshift({ key: at.key, open: at.parent.open === true });
  return keys.map((each, index) => format(each.key, index, each.open)).join('');
}

const outlineKey: FormatKey = (key, index, open) =>
  open && typeof key === 'string' ? '[*]' : formatKey(key, index);

function formatKey(key: Key, index: number): string {
  if (typeof key === 'number') return `[${key}]`;
  if (!/^[\w$]{1,64}$/.test(key)) return `[${JSON.stringify(key.slice(0, 64))}]`;
  return index === 0 ? key : `.${key}`;
}
