/** The bytes of one call per method and of each declared error. A difference here is a change of the wire. */
import { readFileSync } from 'node:fs';
import { WireError } from '@shop/platform/rpc/codec';
import { expect, it } from 'vitest';
import { cases } from './arbitraries.ts';

interface Golden {
  /** Read and written again, these are the same bytes. */
  readonly exact: Readonly<Record<string, unknown>>;
  /** Here a class may put a value in its own form: the same keys with values of the same kinds. */
  readonly shape: Readonly<Record<string, unknown>>;
}

const golden = JSON.parse(readFileSync(new URL('wire.golden.json', import.meta.url), 'utf8')) as Golden;
const examples = { ...golden.exact, ...golden.shape };

it.each(cases.filter(({ name }) => name in examples))(
  '$name is on the wire as it was agreed',
  ({ name, encode, decode }) => {
    const agreed = JSON.stringify(examples[name]);
    const again = tryAgain(() => JSON.stringify(encode(decode(JSON.parse(agreed)))));
    if (again === undefined) return;
    if (name in golden.exact) expect(again).toBe(agreed);
    else expect(kindsOf(JSON.parse(again))).toStrictEqual(kindsOf(JSON.parse(agreed)));
  },
);

/** `undefined` where a class has rules of its own that an example, made from the types alone, does not meet. */
function tryAgain(work: () => string): string | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof WireError && error.expected.startsWith('what ')) return undefined;
    throw error;
  }
}

function kindsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kindsOf);
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.entries(value).map(([key, item]) => [key, kindsOf(item)]);
}
