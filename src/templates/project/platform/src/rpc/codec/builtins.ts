/** Dates, addresses, patterns and bytes. */
import { fail } from './path.ts';
import type { Json, Key, Path } from './path.ts';

const dateForm = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** ISO 8601 in UTC with milliseconds, years beyond 9999 with sign. A day that does not exist is refused, not moved. */
export function readDate(value: unknown, parent: Path, key: Key): Date {
  const date = new Date(typeof value === 'string' && dateForm.test(value) ? value : Number.NaN);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== value)
    fail('a date in ISO 8601, UTC', parent, key);
  return date;
}

export function writeDate(value: Date, parent: Path, key: Key): Json {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) fail('a valid Date', parent, key);
  return value.toISOString();
}

export function readUrl(value: unknown, parent: Path, key: Key): URL {
  if (typeof value !== 'string') fail('an absolute URL', parent, key);
  try {
    return new URL(value);
  } catch {
    return fail('an absolute URL', parent, key);
  }
}

export function writeUrl(value: URL, parent: Path, key: Key): Json {
  return value instanceof URL ? value.href : fail('a URL', parent, key);
}

export function readRegexp(value: unknown, parent: Path, key: Key): RegExp {
  const [source, flags] = Array.isArray(value) && value.length === 2 ? value : [];
  if (typeof source !== 'string' || typeof flags !== 'string') fail('a pattern and its flags', parent, key);
  try {
    return new RegExp(source, flags);
  } catch {
    return fail('a valid pattern and flags', parent, key);
  }
}

export function writeRegexp(value: RegExp, parent: Path, key: Key): Json {
  return value instanceof RegExp ? [value.source, value.flags] : fail('a RegExp', parent, key);
}

/** Base64 with padding; anything outside the alphabet is refused, as `Buffer.from` would skip it. */
export function readBuffer(value: unknown, parent: Path, key: Key): Buffer {
  if (typeof value !== 'string' || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
    fail('bytes in base64', parent, key);
  return Buffer.from(value, 'base64');
}

const copyOf = (bytes: Buffer) => new Uint8Array(bytes);
/** `Uint8Array<ArrayBuffer>`, with a compiler that knows the parameter. */
type Bytes = ReturnType<typeof copyOf>;

/** Not a view of Buffer's shared pool: the bytes are the whole of its buffer. */
export function readUint8Array(value: unknown, parent: Path, key: Key): Bytes {
  return copyOf(readBuffer(value, parent, key));
}

export function readArrayBuffer(value: unknown, parent: Path, key: Key): ArrayBuffer {
  return readUint8Array(value, parent, key).buffer;
}

export function writeBytes(value: Uint8Array, parent: Path, key: Key): Json {
  if (!(value instanceof Uint8Array)) fail('a Uint8Array', parent, key);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

export function writeArrayBuffer(value: ArrayBuffer, parent: Path, key: Key): Json {
  if (!(value instanceof ArrayBuffer)) fail('an ArrayBuffer', parent, key);
  return Buffer.from(value).toString('base64');
}
