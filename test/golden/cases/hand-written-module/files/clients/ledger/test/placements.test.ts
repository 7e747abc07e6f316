/** Random calls of the service in its own process: each ends as the contract says. */
import type { LedgerPort } from '@books/ledger';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { bindLedger } from '../src/index.ts';
import { calls } from './arbitraries.ts';
import { endsAsAgreed } from './outcomes.ts';
import { placeInProcess } from './placed.ts';
import type { Placed } from './placed.ts';

describe('ledger, in its own process', () => {
  let placed: Placed<LedgerPort>;
  beforeAll(async () => {
    placed = await placeInProcess(bindLedger);
  });
  afterAll(() => placed.close());

  it.each(calls)('$name ends as agreed', (call) => endsAsAgreed(call, placed.port));
});
