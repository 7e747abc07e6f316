/** What each fault of the way to the service comes to, for one method of each safety: class, outcome, attempts, executions. */
import * as assert from 'node:assert';
import { newContext, runInContext } from '../context/index.ts';
import { parseSecrets } from '../rpc/auth.ts';
import { memoryDedup } from '../rpc/dedup/memory.ts';
import type { DedupStore } from '../rpc/dedup/store.ts';
import { RemoteCallError } from '../rpc/errors.ts';
import { hasOwn } from '../rpc/has-own.ts';
import type { AnyRpcMethod, RpcService } from '../rpc/method.ts';
import { requestRetry } from '../rpc/retry.ts';
import { serveRpc } from '../rpc/server/serve.ts';
import { realTime } from '../rpc/time.ts';
import type { RpcTime } from '../rpc/time.ts';
import { argumentsOf, caught, check, quiet, resultOf, skipped, unlessMisfit } from './check.ts';
import type { ContractCheck, Examples } from './check.ts';
import type { GoldenMessages } from './contract.ts';
import { faultRows } from './fault-rows.ts';
import type { FaultRow } from './fault-rows.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { connect, newSecret, standIn } from './placed.ts';

/** A method with an example of its arguments and of its result. */
interface Subject {
  readonly method: AnyRpcMethod;
  readonly args: readonly unknown[];
  readonly result: unknown;
}

export function faultChecks(service: RpcService, golden: GoldenMessages): ContractCheck[] {
  const examples = { ...golden.exact, ...golden.shape };
  const subjects = (['readonly', 'idempotent', 'mutating'] as const).flatMap((safety) => {
    const [first] = Object.values(service.methods).flatMap((method) =>
      method.safety === safety ? subjectOf(method, examples) : [],
    );
    return first === undefined ? [] : [first];
  });
  if (subjects.length === 0) return [skipped('faults', 'no method has an example that its classes accept')];
  return subjects.flatMap((subject) => {
    const { name, safety } = subject.method;
    return [
      ...faultRows(subject.method).map((row) =>
        check(`${name} (${safety}): ${row.name}`, () => comesTo(service, subject, row)),
      ),
      check(`${name} (${safety}): nobody listens`, () => nobodyListens(service, subject)),
      check(`${name} (${safety}): silence until the time is over`, () => timesOut(service, subject)),
      check(`${name} (${safety}): cancelled`, () => isCancelled(service, subject)),
      ...(safety === 'mutating'
        ? [
            check(`${name} (${safety}): runs once where the service remembers`, () =>
              runsOnce(service, subject),
            ),
          ]
        : []),
    ];
  });
}

function subjectOf(method: AnyRpcMethod, examples: Examples): Subject[] {
  if (!hasOwn(examples, `${method.name} request`)) return [];
  const found = unlessMisfit(() => ({
    args: argumentsOf(method, examples),
    result: resultOf(method, examples),
  }));
  return found === undefined ? [] : [{ method, ...found }];
}

/** Waits take a hundredth of their time, deadlines the real one. */
const hasty: RpcTime = {
  ...realTime,
  random: () => 0.5,
  wait: (ms, signal) => realTime.wait(ms / 100, signal),
};

interface Served {
  readonly proxy: FaultProxy;
  readonly secret: string;
  readonly executions: () => number;
}

async function served(
  service: RpcService,
  { result }: Subject,
  dedup: DedupStore | undefined,
  work: (served: Served) => Promise<void>,
): Promise<void> {
  let executions = 0;
  const implementation = standIn(service, async () => {
    executions++;
    return result;
  });
  const secret = newSecret();
  const server = await serveRpc({
    services: [{ service, implementation }],
    port: 0,
    secrets: parseSecrets(secret),
    log: quiet,
    ...(dedup === undefined ? {} : { dedup }),
  });
  const proxy = await startFaultProxy(server.url);
  try {
    await work({ proxy, secret, executions: () => executions });
  } finally {
    await proxy.close();
    await server.drain({ lameDuckMs: 0, abortMs: 500, endMs: 1_000 });
  }
}

async function comesTo(service: RpcService, subject: Subject, row: FaultRow): Promise<void> {
  await served(service, subject, undefined, async ({ proxy, secret, executions }) => {
    const { method, args } = subject;
    const column = method.safety === 'mutating' ? 1 : 0;
    proxy.always(row.fault);
    const client = connect(service, proxy.url, secret, { timeoutMs: 4_000, time: hasty });
    try {
      const error = await caught(() => client.call(method, args));
      assert.ok(error instanceof row.error, String(error));
      const { outcome, attempts } = error;
      assert.deepStrictEqual({ outcome, attempts }, { outcome: row.outcome, attempts: row.attempts[column] });
      assert.strictEqual(executions(), row.executions[column]);
      assert.strictEqual(client.breakerState, 'closed');
      assert.deepStrictEqual(client.load, { active: 0, waiting: 0 });
    } finally {
      await client.close();
    }
  });
}

async function nobodyListens(service: RpcService, { method, args }: Subject): Promise<void> {
  const client = connect(service, 'http://127.0.0.1:9', newSecret(), { time: hasty });
  const error = await caught(() => client.call(method, args)).finally(() => client.close());
  assert.ok(error instanceof RemoteCallError, String(error));
  assert.deepStrictEqual([error.outcome, error.attempts, error.mayHaveExecuted], ['not-sent', 3, false]);
}

async function timesOut(service: RpcService, subject: Subject): Promise<void> {
  const { method, args } = subject;
  await served(service, subject, undefined, async ({ proxy, secret }) => {
    proxy.always({ kind: 'silence' });
    const retry = { ...requestRetry, baseDelayMs: 10 };
    const client = connect(service, proxy.url, secret, { timeoutMs: 1_000, time: hasty, retry });
    const limited = { ...method, timeoutMs: 1_000 };
    const error = await caught(() => client.call(limited, args)).finally(() => client.close());
    assert.ok(error instanceof RemoteCallError && error.outcome === 'unknown', String(error));
    // Two where there is time: each has half of it.
    assert.ok(error.attempts >= 1 && error.attempts <= (method.safety === 'mutating' ? 1 : 2), String(error));
  });
}

/** Every answer is lost; from the second attempt on it is the one that was kept. */
async function runsOnce(service: RpcService, subject: Subject): Promise<void> {
  const { method, args } = subject;
  const durable: DedupStore = { ...memoryDedup(), durable: true };
  await served(service, subject, durable, async ({ proxy, secret, executions }) => {
    const client = connect(service, proxy.url, secret, { timeoutMs: 4_000, time: hasty });
    try {
      await client.askContract();
      proxy.always({ kind: 'lose-answer', by: 'reset' });
      const error = await caught(() => client.call(method, args));
      assert.ok(error instanceof RemoteCallError && error.attempts === 3, String(error));
      assert.strictEqual(executions(), 1);
    } finally {
      await client.close();
    }
  });
}

/** The caller's own reason comes back, and nothing stays behind. */
async function isCancelled(service: RpcService, subject: Subject): Promise<void> {
  const { method, args } = subject;
  await served(service, subject, undefined, async ({ proxy, secret }) => {
    proxy.always({ kind: 'silence' });
    const client = connect(service, proxy.url, secret, { time: hasty });
    const controller = new AbortController();
    const reason = new Error('The caller has no more interest.');
    const call = runInContext(newContext({ signal: controller.signal }), () => client.call(method, args));
    setTimeout(() => controller.abort(reason), 20);
    const error = await caught(() => call).finally(() => client.close());
    assert.strictEqual(error, reason);
    assert.deepStrictEqual(client.load, { active: 0, waiting: 0 });
  });
}
