import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../src/rpc/breaker.ts';
import type { Permit } from '../../src/rpc/breaker.ts';

function breakerAt(): {
  breaker: CircuitBreaker;
  clock: { now: number };
  end: (failed: boolean, times?: number) => void;
} {
  const clock = { now: 1_000_000 };
  const breaker = new CircuitBreaker(() => clock.now);
  const end = (failed: boolean, times = 1): void => {
    for (let i = 0; i < times; i++) finish(breaker.admit(), failed);
  };
  return { breaker, clock, end };
}

function finish(permit: Permit | undefined, failed: boolean): void {
  if (failed) permit?.failed();
  else permit?.succeeded();
}

function opened(): ReturnType<typeof breakerAt> {
  const made = breakerAt();
  made.end(true, 10);
  return made;
}

describe('circuit breaker', () => {
  it('needs ten calls', () => {
    const { breaker, end } = breakerAt();
    end(true, 9);
    expect(breaker.state).toBe('closed');
    end(true);
    expect(breaker.state).toBe('open');
  });

  it('opens at half, not at 49 %', () => {
    const { breaker, end } = breakerAt();
    end(false, 51);
    end(true, 49);
    expect(breaker.state).toBe('closed');
    end(true, 2);
    expect(breaker.state).toBe('open');
  });

  it('forgets after 30 s', () => {
    const { breaker, clock, end } = breakerAt();
    end(true, 9);
    clock.now += 30_000;
    end(true);
    expect(breaker.state).toBe('closed');
    clock.now += 1_000;
    end(true, 8);
    expect(breaker.state).toBe('closed');
    end(true);
    expect(breaker.state).toBe('open');
  });

  it('stays open for 60 s and admits nobody', () => {
    const { breaker, clock } = opened();
    clock.now += 59_999;
    expect(breaker.admit()).toBeUndefined();
    clock.now += 1;
    expect(breaker.state).toBe('half-open');
  });

  it('lets five calls through and closes after five successes', () => {
    const { breaker, clock, end } = opened();
    clock.now += 60_000;
    const probes = Array.from({ length: 5 }, () => breaker.admit());
    expect(probes).not.toContain(undefined);
    expect(breaker.admit()).toBeUndefined();
    probes.slice(0, 4).forEach((permit) => permit?.succeeded());
    expect(breaker.state).toBe('half-open');
    probes[4]?.succeeded();
    expect(breaker.state).toBe('closed');
    end(true, 9);
    expect(breaker.state).toBe('closed');
  });

  it('opens again at the first failure, for another 60 s', () => {
    const { breaker, clock, end } = opened();
    clock.now += 60_000;
    end(false, 4);
    end(true);
    expect(breaker.state).toBe('open');
    clock.now += 59_999;
    expect(breaker.refuses).toBe(true);
  });

  it('gives the place of a call that was given up to another', () => {
    const { breaker, clock } = opened();
    clock.now += 60_000;
    const probes = Array.from({ length: 5 }, () => breaker.admit());
    expect(breaker.refuses).toBe(true);
    probes[0]?.ignored();
    probes[0]?.ignored();
    expect(breaker.admit()).toBeDefined();
    expect(breaker.admit()).toBeUndefined();
  });

  it('ignores results of calls that began in an earlier state', () => {
    const { breaker, clock, end } = breakerAt();
    const early = Array.from({ length: 6 }, () => breaker.admit());
    end(true, 10);
    clock.now += 60_000;
    expect(breaker.state).toBe('half-open');
    early.slice(0, 5).forEach((permit) => permit?.succeeded());
    expect(breaker.state).toBe('half-open');
    early[5]?.failed();
    expect(breaker.state).toBe('half-open');
  });
});
