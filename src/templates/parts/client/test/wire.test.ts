/** The bytes of one call per method and of each declared error. A difference here is a change of the wire. */
import { readFileSync } from 'node:fs';
import { WireError } from '@shop/platform/rpc/codec';
import { describe, expect, it } from 'vitest';
import { cases } from './arbitraries.ts';

const golden = JSON.parse(readFileSync(new URL('wire.golden.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

describe.each(cases)('$name', ({ name, encode, decode }) => {
  const bytes = JSON.stringify(golden[name]);
  it.skipIf(bytes === undefined)('has the bytes that were agreed', ({ skip }) => {
    let value: unknown;
    try {
      value = decode(JSON.parse(bytes));
    } catch (error) {
      // A class may have rules of its own that an example does not meet.
      if (error instanceof WireError && error.expected.startsWith('what ')) skip(error.message);
      throw error;
    }
    expect(JSON.stringify(encode(value))).toBe(bytes);
  });
});
