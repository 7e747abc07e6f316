import { describe, expect, it } from 'vitest';
import {
  childTrace,
  currentContext,
  newContext,
  openContext,
  remainingMs,
  runInContext,
  withTimeout,
} from '../src/context/index.ts';

const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const until = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));

describe('context', () => {
  it('is absent outside a request and survives awaits inside', async () => {
    expect(currentContext()).toBeUndefined();
    const context = newContext({ requestId: 'r-1' });
    await runInContext(context, async () => {
      await Promise.resolve();
      expect(currentContext()).toBe(context);
    });
    expect(currentContext()).toBeUndefined();
  });

  it('continues a valid trace and starts one otherwise', () => {
    expect(newContext({ traceparent: trace }).traceparent).toBe(trace);
    for (const bad of ['', 'x', trace.replace('00-', 'ff-'), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])
      expect(newContext({ traceparent: bad }).traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('gives a child span the same trace id and a new span id', () => {
    const child = childTrace(trace);
    expect(child.slice(0, 35)).toBe(trace.slice(0, 35));
    expect(child).not.toBe(trace);
  });

  it('drops what may not go into a header again', () => {
    const context = newContext({ requestId: 'a\r\nb', tracestate: 'x'.repeat(513) });
    expect(context.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(context.tracestate).toBeUndefined();
  });

  it('takes the nearer of deadline and timeout', () => {
    const now = performance.now();
    expect(newContext({ deadline: now + 50, timeoutMs: 1000 }).deadline).toBe(now + 50);
    expect(newContext({ deadline: now + 5000, timeoutMs: 10 }).deadline).toBeLessThan(now + 1000);
    runInContext(newContext({ deadline: now - 1 }), () => expect(remainingMs()).toBe(0));
    expect(remainingMs()).toBeUndefined();
  });
});

describe('openContext', () => {
  it('aborts at the deadline', async () => {
    const scope = openContext({ timeoutMs: 1 });
    expect(await until(scope.context.signal)).toMatchObject({ name: 'TimeoutError' });
    scope.end();
  });

  it('follows the outer signal with its reason, until it has ended', () => {
    const outer = new AbortController();
    const first = openContext({ signal: outer.signal });
    const ended = openContext({ signal: outer.signal });
    ended.end();
    const reason = new Error('caller left');
    outer.abort(reason);
    expect(first.context.signal.reason).toBe(reason);
    expect(ended.context.signal.aborted).toBe(false);
    expect(openContext({ signal: outer.signal }).context.signal.reason).toBe(reason);
  });
});

describe('withTimeout', () => {
  it('rejects when time is up although the work ignores its signal', async () => {
    await expect(withTimeout(1, () => new Promise(() => {}))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('never lengthens and keeps identity of the request', async () => {
    const outer = newContext({ requestId: 'r-2', timeoutMs: 20 });
    await runInContext(outer, () =>
      withTimeout(60_000, async () => {
        expect(currentContext()).toMatchObject({ requestId: 'r-2', deadline: outer.deadline });
      }),
    );
  });
});
