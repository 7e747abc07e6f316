import { describe, expect, it } from 'vitest';
import type { ContractChange } from '../../../src/extract/contract/index.ts';
import { stepsFor } from '../../../src/extract/contract/steps.ts';

const change = (
  direction: ContractChange['direction'],
  at: string,
  words: string,
  level: ContractChange['level'] = 'breaking',
): ContractChange => ({ direction, at, change: words, level });

describe('the steps of a breaking change', () => {
  /** What has to be released first, and what the name in the steps is. */
  const table: readonly (readonly [ContractChange, RegExp])[] = [
    [
      change('request', 'charge: parameter request.amount', 'required property added'),
      /^make request\.amount optional.*release the service$/,
    ],
    [
      change('request', 'charge: parameter note', 'optional parameter became required'),
      /^make note optional.*release the service$/,
    ],
    [
      change('request', 'charge: parameter state', 'value "open" removed'),
      /stop sending the value; release the callers$/,
    ],
    [
      change('request', 'charge: parameter state', 'null removed'),
      /stop sending the value; release the callers$/,
    ],
    [
      change('result', 'charge: result.state', 'value "open" added'),
      /^change the type of result\.state only.*release the callers/,
    ],
    [
      change('result', 'charge: result.note', 'required property became optional'),
      /^change the type of result\.note only/,
    ],
    [
      change('result', 'charge: result.note', 'required property removed'),
      /^let every caller do without result\.note.*release the callers$/,
    ],
    [
      change('error', 'Declined.reason', 'required field removed'),
      /^let every caller do without Declined\.reason/,
    ],
    [
      change('result', 'charge: result', 'type changed from number to bigint'),
      /under a new name.*release the service$/,
    ],
    [change('method', 'charge', 'method removed'), /^keep charge, marked @deprecated/],
    [change('method', 'find', 'readonly became mutating'), /repeat find after a failure/],
    [change('method', 'Payments', 'service renamed to Billing'), /^keep the old name of the interface/],
  ];
  it.each(table)('%o', (breaking, first) => {
    const steps = stepsFor(breaking);
    expect(steps[0]).toMatch(first);
    expect(steps.length).toBeGreaterThanOrEqual(2);
  });

  it('are none for what breaks nobody', () => {
    expect(stepsFor(change('method', 'charge', 'method added', 'ok'))).toEqual([]);
    expect(
      stepsFor(change('request', 'charge: parameter a', 'required parameter removed', 'warning')),
    ).toEqual([]);
  });
});
