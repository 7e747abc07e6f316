import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  currentContext,
  inTrace,
  newContext,
  remainingMs,
  rpcAttempts,
  rpcCalls,
  rpcRefusals,
  rpcServed,
  runInContext,
} from '../../src/context/index.ts';
import { RemoteInternalError, WireError } from './exports.ts';
import { Declined } from './sample.ts';
import { failureOf, startFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

describe('a remote call', () => {
  it('gives back what the method returned, as the declared types', async () => {
    expect(await fixture.payments.charge('a', 5)).toStrictEqual({ id: 'a', amount: 5, at: new Date(0) });
    expect(await fixture.payments.ping()).toBeUndefined();
  });

  it('does not depend on this', async () => {
    const { call } = fixture.client;
    const { find } = await import('./sample.ts');
    expect(await call(find, ['a'])).toMatchObject({ id: 'a' });
  });

  it('gives back a declared error as its class, with the stack of the caller', async () => {
    async function placeOrder(): Promise<void> {
      await fixture.payments.charge('declined', 1);
    }
    const error = await failureOf(placeOrder());
    expect(error).toBeInstanceOf(Declined);
    expect(error).toMatchObject({ name: 'Declined', message: 'declined: funds', reason: 'funds' });
    expect((error as Declined).isFinal()).toBe(true);
    expect((error as Declined).stack).toContain('placeOrder');
    expect((error as Declined).stack).toMatch(/\n {4}at remote Payments\.charge$/);
  });

  it('hides an undeclared error behind an id that the log has', async () => {
    const error = await failureOf(fixture.payments.find('bug'));
    expect(error).toBeInstanceOf(RemoteInternalError);
    expect(error).toMatchObject({ outcome: 'executed', attempts: 1, status: 500 });
    const { errorId, message } = error as RemoteInternalError;
    expect(message).not.toMatch(/secret|TypeError/);
    expect(fixture.logged()).toContain(`"errorId":"${errorId}"`);
    expect(fixture.implementation.runs).toBe(1);
  });

  it('says where an answer does not fit the contract, and what stands there to nobody', async () => {
    const error = await failureOf(fixture.payments.charge('misfit', 1));
    expect(error).toBeInstanceOf(RemoteInternalError);
    expect((error as RemoteInternalError).message).toContain(
      'its result does not fit the contract: result.amount: expected a ',
    );
    expect((error as RemoteInternalError).message).not.toContain('secret');
    expect(fixture.logged()).toContain('"path":"result.amount"');
    expect(fixture.logged()).not.toContain('secret of');
    expect(fixture.implementation.runs).toBe(1);
  });

  it('refuses what cannot be carried before anything is sent', async () => {
    expect(await failureOf(fixture.payments.charge('a', Number.NaN))).toBeInstanceOf(WireError);
    expect(fixture.proxy.requests()).toBe(0);
  });

  it('takes trace, request id, attempt and deadline along', async () => {
    let seen: ReturnType<typeof currentContext>;
    let left: number | undefined;
    fixture.implementation.work = async () => {
      seen = currentContext();
      left = remainingMs();
    };
    const context = newContext({ requestId: 'r-1', timeoutMs: 200 });
    await runInContext(context, () => fixture.payments.charge('a', 1));
    expect(seen).toMatchObject({ requestId: 'r-1', attempt: 1, principal: 'monolith' });
    expect(seen?.traceparent.slice(0, 35)).toBe(context.traceparent.slice(0, 35));
    expect(seen?.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(left).toBeLessThanOrEqual(195);
  });

  it('keeps calls apart', async () => {
    const seen: (string | undefined)[] = [];
    fixture.implementation.work = async () => void seen.push(currentContext()?.requestId);
    await Promise.all(
      ['r-1', 'r-2'].map((requestId) =>
        runInContext(newContext({ requestId }), () => fixture.payments.find('a')),
      ),
    );
    expect(seen.toSorted()).toEqual(['r-1', 'r-2']);
  });
});

describe('the seams of a call', () => {
  const trace = (last: number): string => `00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333${last}-01`;

  it('tell of it, and the place in the trace that an attempt was given is what the service continues', async () => {
    const seen: unknown[] = [];
    const stops = [
      rpcCalls.watch({ end: ({ about }) => seen.push(about) }),
      rpcAttempts.watch({
        begin: (passage) => {
          passage.context = inTrace(passage.context ?? newContext(), trace(passage.about.attempt), 'a=b');
        },
        end: ({ about, result }) => seen.push([about.attempt, result?.kind]),
      }),
      rpcServed.watch({
        end: ({ about, result }) =>
          seen.push([about.caller, about.traceparent, about.tracestate, result?.status]),
      }),
    ];
    await fixture.payments.find('a');
    stops.forEach((stop) => stop());
    expect(seen).toEqual([
      ['monolith', trace(1), 'a=b', 200],
      [1, 'result'],
      { service: 'Payments', method: 'find' },
    ]);
  });

  it('tell of what was turned away, and read no trace of a caller who is not known', async () => {
    const seen: unknown[] = [];
    const stops = [
      rpcRefusals.watch({ begin: ({ about }) => seen.push(about) }),
      rpcServed.watch({ begin: ({ about }) => seen.push(about) }),
    ];
    const url = `http://127.0.0.1:${fixture.server.port}/rpc`;
    const headers = { 'content-type': 'application/json', traceparent: trace(1) };
    for (const path of ['Payments/find', 'Nothing/find'])
      await fetch(`${url}/${path}`, { method: 'POST', headers, body: '{"id":"a"}' });
    stops.forEach((stop) => stop());
    expect(seen).toEqual([
      { service: 'Payments', status: 401 },
      { service: undefined, status: 404 },
    ]);
  });
});
