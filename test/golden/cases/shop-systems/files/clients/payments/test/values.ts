/** Values to test codecs with: what `arbitraries.ts` is made of. */
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

const few = { maxLength: 4 };

/** Any code units, lone surrogates and the names that every object has among them. */
export const text: Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udfff', 'a', '\u0000', '\u2028', '😀') }),
  fc.constantFrom('', '__proto__', 'constructor', 'toString', 'null'),
);

/** What constructors of value objects tend to accept, besides any text. */
export const likelyText: Arbitrary<string> = fc.oneof(
  text,
  fc.constantFrom(
    'EUR',
    'DE',
    'en',
    'a',
    'A1',
    'ada@example.org',
    'https://example.org/',
    '2026-01-31',
    '1',
    '1.5',
  ),
  fc.uuid(),
);

/** Zero has no sign on the wire. */
export const finite: Arbitrary<number> = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.nat(100))
  .map((value) => (value === 0 ? 0 : value));

export const integer: Arbitrary<bigint> = fc.oneof(
  fc.bigInt(),
  fc.bigInt({ min: 0n, max: 100n }),
  fc.constantFrom(10n ** 999n, -(10n ** 999n), 2n ** 53n + 1n),
);

export const instant: Arbitrary<Date> = fc.oneof(
  fc.date({ noInvalidDate: true }),
  fc.constantFrom(8.64e15, -8.64e15, 0, -1).map((time) => new Date(time)),
);

export const link: Arbitrary<URL> = fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url));

export const pattern: Arbitrary<RegExp> = fc
  .constantFrom(/a+/g, /^\d{3}$/u, /[\s\S]*/, /(?:)/i)
  .map(({ source, flags }) => new RegExp(source, flags));

export const bytes: Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .uint8Array({ maxLength: 40 })
  .map((array) => new Uint8Array(array));

/** Keys that no codec accepts are left out. */
export function keyed<K extends string, T>(
  keys: Arbitrary<K>,
  values: Arbitrary<T>,
): Arbitrary<Record<K, T>> {
  const accepted = keys.filter((key) => key !== '__proto__');
  return fc
    .array(fc.tuple(accepted, values), few)
    .map((entries) => Object.fromEntries(entries) as Record<K, T>);
}

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export const json: Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    finite,
    text,
    fc.array(tie('value'), few),
    keyed(text, tie('value')),
  ),
})).value;

export function several<T>(items: Arbitrary<T>): Arbitrary<T[]> {
  return fc.array(items, few);
}

/** An instance that the class itself accepts. Throws when it accepts nothing that was tried. */
export function instance<F, T>(name: string, fields: Arbitrary<F>, build: (fields: F) => T): Arbitrary<T> {
  return fc.integer().map((seed) => {
    for (let round = 0; round < 100; round++) {
      for (const each of fc.sample(fields, { seed: seed + round, numRuns: 20 })) {
        try {
          return build(each);
        } catch {
          // The next one may do.
        }
      }
    }
    throw new Error(
      `${name} refused 2000 random values: its codec can only be tested with values of your own.`,
    );
  });
}
