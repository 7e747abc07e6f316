/** What each fault comes to, for a method of each safety: class, outcome, attempts, executions. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestRetry } from '../../src/rpc/index.ts';
import type { RemoteCallError } from '../../src/rpc/index.ts';
import {
  RemoteOverloadedError,
  RemoteProtocolError,
  RemoteTimeoutError,
  RemoteUnavailableError,
} from './exports.ts';
import { rawAnswer } from './fault-proxy.ts';
import type { Fault } from './fault-proxy.ts';
import { connect, durableMemory, failureOf, startFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { paymentsClient } from './sample.ts';
import type { Payments } from './sample.ts';

type Kind = 'find' | 'cancel' | 'charge';
const kinds: readonly Kind[] = ['find', 'cancel', 'charge'];
const run = (payments: Payments, kind: Kind): Promise<unknown> =>
  kind === 'charge' ? payments.charge('a', 1) : payments[kind]('a');

interface Row {
  readonly name: string;
  readonly fault: Fault;
  readonly error: abstract new (...args: never[]) => RemoteCallError;
  readonly outcome: string;
  /** For what may be repeated, and for mutating methods without a durable store. */
  readonly attempts: readonly [safe: number, mutating: number];
  readonly executions: readonly [safe: number, mutating: number];
}

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const protocol = {
  error: RemoteProtocolError,
  outcome: 'unknown',
  attempts: [1, 1],
  executions: [0, 0],
} as const;
const unavailable = { error: RemoteUnavailableError, outcome: 'unknown', attempts: [3, 1] } as const;
const rejected = {
  error: RemoteOverloadedError,
  outcome: 'rejected',
  attempts: [3, 3],
  executions: [0, 0],
} as const;

const rows: readonly Row[] = [
  {
    name: 'reset after the request',
    fault: { kind: 'lose-answer', by: 'reset' },
    ...unavailable,
    executions: [3, 1],
  },
  {
    name: 'end after the request',
    fault: { kind: 'lose-answer', by: 'end' },
    ...unavailable,
    executions: [3, 1],
  },
  {
    name: 'reset before the service',
    fault: { kind: 'drop-request', by: 'reset' },
    ...unavailable,
    executions: [0, 0],
  },
  {
    name: 'reset in the head of the answer',
    fault: { kind: 'cut-answer', afterBytes: 40 },
    ...unavailable,
    executions: [3, 1],
  },
  {
    name: 'reset in the body of the answer',
    fault: { kind: 'cut-answer', afterBytes: 250 },
    ...unavailable,
    executions: [3, 1],
  },
  {
    name: 'a body shorter than its content-length',
    fault: {
      kind: 'raw',
      bytes: 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"id":',
      thenEnd: true,
    },
    ...unavailable,
    executions: [0, 0],
  },
  {
    name: 'a chunked body without its end',
    fault: {
      kind: 'raw',
      bytes:
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n',
      thenEnd: true,
    },
    ...unavailable,
    executions: [0, 0],
  },
  { name: 'not HTTP', fault: { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.6\r\n' }, ...protocol },
  { name: '200 with HTML', fault: rawAnswer('200 OK', html, '<html>sign in</html>'), ...protocol },
  { name: '200 that is not JSON', fault: rawAnswer('200 OK', json, '{"id":'), ...protocol },
  { name: '200 of another shape', fault: rawAnswer('200 OK', json, '{"id":1}'), ...protocol },
  { name: '204 where a value is due', fault: rawAnswer('204 No Content', {}), ...protocol },
  {
    name: 'a redirect',
    fault: rawAnswer('307 Temporary Redirect', { location: 'http://127.0.0.1:1/' }),
    ...protocol,
  },
  { name: 'a bare 500', fault: rawAnswer('500 Oops', html, 'oops'), ...protocol },
  {
    name: 'an answer that is too large',
    fault: rawAnswer('200 OK', json, `"${'x'.repeat(9_000_000)}"`),
    ...protocol,
  },
  {
    name: 'a head that is too large',
    fault: rawAnswer('200 OK', { ...json, 'x-big': 'x'.repeat(20_000) }, '{}'),
    ...protocol,
  },
  ...['429 Slow', '502 Bad Gateway', '503 Down', '504 Late'].map((status) => ({
    name: `a bare ${status} from a proxy`,
    fault: rawAnswer(status, html, 'proxy'),
    ...unavailable,
    executions: [0, 0] as const,
  })),
  {
    name: '503 of a service that did not take it',
    fault: rawAnswer('503 Full', { 'x-rpc-rejected': 'overload' }),
    ...rejected,
  },
  {
    name: '429 of a service that did not take it',
    fault: rawAnswer('429 Full', { 'x-rpc-rejected': 'overload', 'retry-after': '0' }),
    ...rejected,
  },
];

describe('without a durable store', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.close());

  describe.each(rows)('$name', ({ fault, error, outcome, attempts, executions }) => {
    it.each(kinds)('%s', async (kind) => {
      const client = connect(fixture.proxy.url);
      fixture.implementation.runs = 0;
      fixture.proxy.always(fault);
      const thrown = await failureOf(run(paymentsClient(client), kind));
      const column = kind === 'charge' ? 1 : 0;
      expect(thrown).toBeInstanceOf(error);
      expect(thrown).toMatchObject({
        service: 'Payments',
        method: kind,
        outcome,
        attempts: attempts[column],
      });
      expect(fixture.implementation.runs).toBe(executions[column]);
      expect(client.breakerState).toBe('closed');
      expect(client.load).toEqual({ active: 0, waiting: 0 });
      await client.close();
    });
  });

  it.each(kinds)('nobody listens: %s', async (kind) => {
    const client = connect(new URL('http://127.0.0.1:1'));
    const thrown = await failureOf(run(paymentsClient(client), kind));
    expect(thrown).toBeInstanceOf(RemoteUnavailableError);
    expect(thrown).toMatchObject({ outcome: 'not-sent', attempts: 3, mayHaveExecuted: false });
  });

  it('no such host', async () => {
    const client = connect(new URL('http://no-such-host.invalid'));
    expect(await failureOf(paymentsClient(client).charge('a', 1))).toMatchObject({ outcome: 'not-sent' });
  });

  it('recovers when the fault is over', async () => {
    const client = connect(fixture.proxy.url);
    fixture.proxy.script({ kind: 'lose-answer', by: 'reset' }, rawAnswer('502 Bad Gateway', html));
    expect(await paymentsClient(client).find('a')).toMatchObject({ id: 'a' });
    await client.close();
  });

  it('says unknown although a later attempt was never sent', async () => {
    const client = connect(fixture.proxy.url);
    fixture.proxy.script(
      { kind: 'lose-answer', by: 'end' },
      rawAnswer('503 Full', { 'x-rpc-rejected': 'overload' }),
      rawAnswer('503 Full', { 'x-rpc-rejected': 'draining' }),
    );
    expect(await failureOf(paymentsClient(client).find('a'))).toMatchObject({
      outcome: 'unknown',
      attempts: 3,
    });
    await client.close();
  });
});

describe('with a durable store', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await startFixture({ server: { dedup: durableMemory() } });
    await fixture.client.askContract();
  });
  afterEach(() => fixture.close());

  it.each(['reset', 'end'] as const)('runs once although the answer was lost by %s', async (by) => {
    fixture.proxy.script({ kind: 'lose-answer', by });
    expect(await fixture.payments.charge('a', 5)).toEqual({ id: 'a', amount: 5, at: new Date(0) });
    expect(fixture.proxy.requests()).toBe(3);
    expect(fixture.implementation.runs).toBe(1);
  });

  it('replays a declared error as well', async () => {
    fixture.proxy.script({ kind: 'lose-answer', by: 'reset' });
    expect(await failureOf(fixture.payments.charge('declined', 5))).toMatchObject({ name: 'Declined' });
    expect(fixture.implementation.runs).toBe(1);
  });

  it('runs once although the request was delivered twice', async () => {
    fixture.proxy.script({ kind: 'duplicate' });
    await fixture.payments.charge('a', 5).catch(() => {});
    expect(fixture.implementation.runs).toBe(1);
  });
});

describe('time', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(() => fixture.close());
  const ways: readonly [string, Fault][] = [
    ['silence', { kind: 'silence' }],
    ['slow head', { kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\nx-a: ', paceMs: 10 }],
    [
      'body without end',
      { kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n     ' },
    ],
  ];

  it.each(ways)('%s: each attempt has half of the time', async (_, fault) => {
    fixture.proxy.always(fault);
    const client = connect(fixture.proxy.url, {
      timeoutMs: 200,
      retry: { ...requestRetry, baseDelayMs: 10 },
    });
    const begun = performance.now();
    const thrown = await failureOf(paymentsClient(client).find('a'));
    expect(thrown).toBeInstanceOf(RemoteTimeoutError);
    expect(thrown).toMatchObject({ outcome: 'unknown', attempts: 2 });
    expect(performance.now() - begun).toBeLessThan(1_000);
    await client.close();
  });

  it('does not repeat a mutating method after a timeout', async () => {
    fixture.proxy.always({ kind: 'silence' });
    const client = connect(fixture.proxy.url, { timeoutMs: 100 });
    expect(await failureOf(paymentsClient(client).charge('a', 1))).toMatchObject({
      outcome: 'unknown',
      attempts: 1,
    });
    await client.close();
  });
});
