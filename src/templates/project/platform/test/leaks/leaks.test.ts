import { describe, expect, it } from 'vitest';
import { expectNoLeak, measureLeak } from '../../src/leaks/index.ts';
import { slopeOf } from '../../src/leaks/slope.ts';

const scenario = (name: string): URL => new URL(`scenarios/${name}.ts`, import.meta.url);

describe('the leak check', { timeout: 120_000 }, () => {
  it('finds a listener that each request leaves on a long-lived signal', async () => {
    const leaking = expectNoLeak({ scenario: scenario('leaking'), rounds: 5, warmUpRounds: 2 });
    await expect(leaking).rejects.toThrow(/Each run leaves \d+ bytes behind \(256 are allowed\)/);
  });

  it('lets requests through the public interface pass, traced and measured, answered or refused or abandoned', async () => {
    const four = { scenario: scenario('public-interface'), allowedBytesPerRun: 4 * 256 };
    await expectNoLeak({ ...four, rounds: 6, runsPerRound: 150, warmUpRounds: 4 });
  });

  it('says what went wrong in a scenario', async () => {
    await expect(measureLeak({ scenario: scenario('failing') })).rejects.toThrow('nothing to open');
  });
});

describe('growth', () => {
  it.each([
    ['nothing', [5, 5, 5, 5], 0],
    ['each step', [1, 3, 5, 7], 2],
    ['one outlier', [5, 5, 90, 5, 5], 0],
    ['noise', [5, 6, 4, 5, 6, 4], 0],
    ['one value', [5], 0],
  ])('of %s', (_, series, expected) => {
    expect(slopeOf(series)).toBeCloseTo(expected, 0);
  });
});
