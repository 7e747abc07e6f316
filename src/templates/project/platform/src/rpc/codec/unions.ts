/** Values of more than one form. Which helper fits is decided when the code is generated, on the forms on the wire. */
import { hasOwn } from '../has-own.ts';
import { child, fail } from './path.ts';
import type { Json, Key, Path, Reader, Writer } from './path.ts';
import { own, readObject } from './objects.ts';
import type { Scalar } from './scalars.ts';

/** One member as the sender sees it: a test on the value itself, and how it is written. */
export interface WriterCase<T> {
  readonly is: (value: T) => boolean;
  readonly write: Writer<never>;
}

/** Members told apart by the value of `property`. Each case lists the values that select it. */
export function discriminantReader<T>(
  property: string,
  cases: readonly (readonly [tags: readonly Scalar[], read: Reader<T>])[],
): Reader<T> {
  const byTag = new Map<unknown, Reader<T>>(
    cases.flatMap(([tags, read]) => tags.map((tag) => [tag, read] as const)),
  );
  return (value, parent, key) => {
    const read = byTag.get(own(readObject(value, parent, key), property));
    return read === undefined ? fail('a known kind', child(parent, key), property) : read(value, parent, key);
  };
}

export type JsonKind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** Members with disjoint JSON kinds. */
export function kindReader<T>(readers: { readonly [kind in JsonKind]?: Reader<T> }): Reader<T> {
  const expected = Object.keys(readers).join(' or ');
  return (value, parent, key) => (readers[kindOf(value)] ?? fail(expected, parent, key))(value, parent, key);
}

/** Members told apart by their required keys: the first whose keys are all there. Most specific first. */
export function keysReader<T>(
  cases: readonly (readonly [required: readonly string[], read: Reader<T>])[],
): Reader<T> {
  return (value, parent, key) => {
    const object = readObject(value, parent, key);
    const found = cases.find(([required]) => required.every((name) => hasOwn(object, name)));
    return found === undefined
      ? fail('the keys of a known member', parent, key)
      : found[1](value, parent, key);
  };
}

/** A required key, or a key with the values that it may have where another member has it with others. */
export type MergedKey = string | readonly [name: string, required: boolean, values: readonly unknown[]];

/** Objects whose shared keys have one codec: `read` takes all keys as optional, and one member has to be satisfied. */
export function mergedReader<T>(members: readonly (readonly MergedKey[])[], read: Reader<T>): Reader<T> {
  return (value, parent, key) => {
    const object = readObject(value, parent, key);
    const satisfied = members.some((keys) => keys.every((each) => satisfies(object, each)));
    return satisfied ? read(value, parent, key) : fail('the keys of a known member', parent, key);
  };
}

function satisfies(object: Readonly<Record<string, unknown>>, key: MergedKey): boolean {
  if (typeof key === 'string') return hasOwn(object, key);
  const [name, required, values] = key;
  return hasOwn(object, name) ? values.includes(object[name]) : !required;
}

/** Writes by the first case whose test holds; nothing is added on the wire. */
export function unionWriter<T>(cases: readonly WriterCase<T>[]): Writer<T> {
  return (value, parent, key) => {
    const found = cases.find((each) => each.is(value));
    return found === undefined ? fail('a known member', parent, key) : writeCase(found, value, parent, key);
  };
}

/** `{"$": index of the member, "v": value}`: where the forms on the wire collide. */
export function boxedUnionReader<T>(members: readonly Reader<T>[]): Reader<T> {
  return (value, parent, key) => {
    const box = readObject(value, parent, key);
    const index = own(box, '$');
    const read = typeof index === 'number' ? members[index] : undefined;
    const at = child(parent, key);
    return read === undefined ? fail('the number of a known member', at, '$') : read(own(box, 'v'), at, 'v');
  };
}

export function boxedUnionWriter<T>(cases: readonly WriterCase<T>[]): Writer<T> {
  return (value, parent, key) => {
    const index = cases.findIndex((each) => each.is(value));
    const found = cases[index];
    if (found === undefined) fail('a known member', parent, key);
    return { $: index, v: writeCase(found, value, child(parent, key), 'v') };
  };
}

/** `T | undefined` where a value must stand and `T` has no null: `undefined` is written as null. */
export function undefinedAsNullReader<T>(read: Reader<T>): Reader<T | undefined> {
  return (value, parent, key) => (value === null ? undefined : read(value, parent, key));
}

export function undefinedAsNullWriter<T>(write: Writer<T>): Writer<T | undefined> {
  return (value, parent, key) => (value === undefined ? null : write(value, parent, key));
}

/** `T | null | undefined` where a value must stand: `[]` is undefined, `[v]` is a value. */
export function boxedReader<T>(read: Reader<T>): Reader<T | undefined> {
  return (value, parent, key) => {
    if (!Array.isArray(value) || value.length > 1) fail('an array of at most one item', parent, key);
    return value.length === 0 ? undefined : read(value[0], child(parent, key), 0);
  };
}

export function boxedWriter<T>(write: Writer<T>): Writer<T | undefined> {
  return (value, parent, key) => (value === undefined ? [] : [write(value, child(parent, key), 0)]);
}

/** The test of a case was made for its writer, which the type of a list of cases cannot say. */
function writeCase<T>(found: WriterCase<T>, value: T, parent: Path, key: Key): Json {
  return found.write(value as never, parent, key);
}

function kindOf(value: unknown): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}
