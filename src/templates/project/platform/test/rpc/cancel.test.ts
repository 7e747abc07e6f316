import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  currentContext,
  newContext,
  openContext,
  remainingMs,
  runInContext,
} from '../../src/context/index.ts';
import { RemoteOverloadedError, RemoteTimeoutError } from './exports.ts';
import { rawAnswer } from './fault-proxy.ts';
import { connect, failureOf, startFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { paymentsClient } from './sample.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

const aborted = (signal: AbortSignal | undefined): Promise<unknown> =>
  new Promise((resolve) => signal?.addEventListener('abort', () => resolve(signal.reason), { once: true }));

/** The signal of the call being served, once it has begun. */
function servedSignal(): Promise<AbortSignal | undefined> {
  return new Promise((resolve) => {
    fixture.implementation.work = async () => {
      const signal = currentContext()?.signal;
      resolve(signal);
      await aborted(signal);
      throw signal?.reason;
    };
  });
}

describe('cancellation', () => {
  const reason = new Error('the user closed the page');

  it('before sending: nothing is sent', async () => {
    const thrown = await failureOf(fixture.payments.ping(AbortSignal.abort(reason)));
    expect(thrown).toBe(reason);
    expect(fixture.proxy.requests()).toBe(0);
  });

  it('while the service works: the service sees it', async () => {
    const controller = new AbortController();
    const serving = servedSignal();
    const call = failureOf(fixture.payments.ping(controller.signal));
    const signal = await serving;
    const seen = aborted(signal);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(await seen).toMatchObject({ name: 'AbortError' });
    expect(fixture.client.load).toEqual({ active: 0, waiting: 0 });
  });

  it('by the context of the caller, with its reason', async () => {
    const scope = openContext({});
    const serving = servedSignal();
    const call = failureOf(runInContext(scope.context, () => fixture.payments.find('a')));
    await serving;
    scope.abort(reason);
    expect(await call).toBe(reason);
    scope.end();
  });

  it('during the wait before a retry', async () => {
    const controller = new AbortController();
    const client = connect(fixture.proxy.url, {
      time: {
        now: () => performance.now(),
        random: () => 0.5,
        wait: (_, signal) => {
          controller.abort(reason);
          return Promise.reject(signal?.reason);
        },
      },
    });
    fixture.proxy.always(rawAnswer('502 Bad Gateway', {}));
    expect(await failureOf(paymentsClient(client).ping(controller.signal))).toBe(reason);
    await client.close();
  });

  it('while waiting for a place', async () => {
    const client = connect(fixture.proxy.url, { maxConcurrency: 1 });
    const serving = servedSignal();
    const first = new AbortController();
    const running = failureOf(paymentsClient(client).ping(first.signal));
    await serving;
    const controller = new AbortController();
    const waiting = failureOf(paymentsClient(client).ping(controller.signal));
    await Promise.resolve();
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    first.abort(reason);
    await running;
    expect(client.load).toEqual({ active: 0, waiting: 0 });
    await client.close();
  });

  it('leaves no listener on the signal of the caller', async () => {
    const controller = new AbortController();
    let added = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (added++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (added--, remove(...args));
    for (let i = 0; i < 20; i++) await fixture.payments.ping(signal);
    expect(added).toBe(0);
  });
});

describe('deadlines', () => {
  it('that have passed: nothing is sent', async () => {
    const context = newContext({ deadline: performance.now() - 1 });
    const thrown = await failureOf(runInContext(context, () => fixture.payments.find('a')));
    expect(thrown).toBeInstanceOf(RemoteTimeoutError);
    expect(thrown).toMatchObject({ outcome: 'not-sent', attempts: 0 });
    expect(fixture.proxy.requests()).toBe(0);
  });

  it('cap the call, shrink by the hop, and abort the work', async () => {
    const serving = servedSignal();
    const scope = openContext({ timeoutMs: 150 });
    const begun = performance.now();
    const call = failureOf(runInContext(scope.context, () => fixture.payments.find('a')));
    expect(await aborted(await serving)).toMatchObject({
      name: expect.stringMatching(/TimeoutError|AbortError/),
    });
    expect(await call).toBeInstanceOf(RemoteTimeoutError);
    expect(performance.now() - begun).toBeLessThan(1_000);
    scope.end();
  });

  it('go through two hops', async () => {
    const left: number[] = [];
    const inner = await startFixture();
    inner.implementation.work = async () => void left.push(remainingMs() ?? 0);
    fixture.implementation.work = async () => {
      left.push(remainingMs() ?? 0);
      await inner.payments.find('b');
    };
    await runInContext(newContext({ timeoutMs: 1_000 }), () => fixture.payments.find('a'));
    expect(left[0]).toBeLessThanOrEqual(995);
    expect(left[1]).toBeLessThanOrEqual((left[0] ?? 0) - 5);
    await inner.close();
  });

  it('one layer retries: below a repeated call there is one attempt', async () => {
    fixture.proxy.always(rawAnswer('502 Bad Gateway', {}));
    const thrown = await failureOf(
      runInContext(newContext({ attempt: 2 }), () => fixture.payments.find('a')),
    );
    expect(thrown).toMatchObject({ attempts: 1 });
  });
});

describe('load', () => {
  it('is bounded: so many sockets, so many waiting, the rest is refused at once', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    fixture.implementation.work = () => released;
    const calls = Array.from({ length: 300 }, () =>
      fixture.payments.find('a').catch((error: unknown) => error),
    );
    await expect.poll(() => fixture.implementation.runs).toBe(64);
    expect(fixture.client.load).toEqual({ active: 64, waiting: 128 });
    expect(fixture.proxy.openSockets()).toBeLessThanOrEqual(128);
    release();
    const results = await Promise.all(calls);
    const refused = results.filter((result) => result instanceof RemoteOverloadedError);
    expect(refused).toHaveLength(300 - 64 - 128);
    expect(refused[0]).toMatchObject({ outcome: 'not-sent', attempts: 0 });
  });

  it('of retries is bounded by the budget', async () => {
    fixture.proxy.always(rawAnswer('502 Bad Gateway', {}));
    const results = await Promise.all(
      Array.from({ length: 50 }, () => failureOf(fixture.payments.find('a'))),
    );
    expect(results).toHaveLength(50);
    expect(fixture.proxy.requests()).toBeLessThanOrEqual(50 + 10);
  });

  it('is kept from a service that fails, by the breaker', async () => {
    fixture.proxy.always(rawAnswer('502 Bad Gateway', {}));
    for (let i = 0; i < 10; i++) await failureOf(fixture.payments.charge('a', 1));
    expect(fixture.client.breakerState).toBe('open');
    const before = fixture.proxy.requests();
    expect(await failureOf(fixture.payments.find('a'))).toMatchObject({ outcome: 'not-sent', attempts: 0 });
    expect(fixture.proxy.requests()).toBe(before);
  });

  it('declared and undeclared errors of the service leave the breaker closed', async () => {
    for (let i = 0; i < 12; i++) await failureOf(fixture.payments.find(i % 2 === 0 ? 'bug' : 'declined'));
    expect(fixture.client.breakerState).toBe('closed');
  });
});
