/** The laws of the codecs, on values derived from the contract. */
import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { cases } from './arbitraries.ts';
import { keepsEveryValue, keepsPrototypes, refusesOrReads } from './laws.ts';
import type { CodecCase } from './laws.ts';

/** Why no values can be made: a class refuses all that was tried. */
function obstacle({ values }: CodecCase): string | undefined {
  try {
    fc.sample(values, { numRuns: 1, seed: 1 });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

describe.each(cases)('$name', (each) => {
  const reason = obstacle(each);
  it.skipIf(reason !== undefined)('keeps every value', () => keepsEveryValue(each));
  it.skipIf(reason !== undefined)('refuses foreign JSON, or reads it', () => refusesOrReads(each));
  it.skipIf(reason !== undefined)('keeps prototypes out of reach', () => keepsPrototypes(each));
});
