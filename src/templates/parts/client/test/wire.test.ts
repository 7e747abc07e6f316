/** The bytes of one call per method and of each declared error. A difference here is a change of the wire. */
import { readFileSync } from 'node:fs';
import { WireError } from '@shop/platform/rpc/codec';
import { describe, expect, it } from 'vitest';
import { cases } from './arbitraries.ts';

interface Golden {
  /** Read and written again, these are the same bytes. */
  readonly exact: Readonly<Record<string, unknown>>;
  /** Here a class may put a value in its own form: the same keys with values of the same kinds. */
  readonly shape: Readonly<Record<string, unknown>>;
}

const golden = JSON.parse(readFileSync(new URL('wire.golden.json', import.meta.url), 'utf8')) as Golden;

describe.each(cases)('$name', ({ name, encode, decode }) => {
  const again = (wire: unknown, skip: (note: string) => void): string => {
    try {
      return JSON.stringify(encode(decode(wire))) ?? '';
    } catch (error) {
      // A class may have rules of its own that an example does not meet.
      if (error instanceof WireError && error.expected.startsWith('what ')) skip(error.message);
      throw error;
    }
  };

  it.runIf(name in golden.exact)('has the bytes that were agreed', ({ skip }) => {
    expect(again(golden.exact[name], skip)).toBe(JSON.stringify(golden.exact[name]));
  });

  it.runIf(name in golden.shape)('has the form that was agreed', ({ skip }) => {
    expect(kindsOf(JSON.parse(again(golden.shape[name], skip)))).toStrictEqual(kindsOf(golden.shape[name]));
  });
});

function kindsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kindsOf);
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.entries(value).map(([key, item]) => [key, kindsOf(item)]);
}
