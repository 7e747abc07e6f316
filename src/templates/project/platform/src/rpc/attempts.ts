/** All attempts of one logical call, each through bulkhead and breaker. */
import type { Bulkhead, Release } from './bulkhead.ts';
import type { CircuitBreaker, Permit } from './breaker.ts';
import type { RetryBudget } from './budget.ts';
import { RemoteOverloadedError, RemoteUnavailableError } from './errors.ts';
import type { Outcome } from './errors.ts';
import type { Safety } from './method.ts';
import { failure, failureOfTransport } from './reply.ts';
import type { Failure, Reply } from './reply.ts';
import { mayRepeat, retryDelayMs } from './retry.ts';
import type { RetrySettings } from './retry.ts';
import type { RpcTime } from './time.ts';
import { TransportError } from './transport.ts';

/** What all calls to one service share. */
export interface Guards {
  readonly bulkhead: Bulkhead;
  readonly breaker: CircuitBreaker;
  readonly budget: RetryBudget;
  readonly time: RpcTime;
  readonly durableDedup: () => boolean;
}

export interface LogicalCall<Result> {
  readonly safety: Safety;
  /** On the clock of `time`. */
  readonly deadline: number;
  readonly perTryMs: number;
  readonly retry: RetrySettings;
  readonly signal: AbortSignal | undefined;
  /** Rejects with TransportError, or with the signal's reason. */
  send(attempt: number, timeoutMs: number): Promise<Reply<Result>>;
}

/** Kept outside of the loop, since a call that is cut short ends by an exception. */
export interface Progress {
  attempts: number;
  outcome: Outcome;
}

/** Rejects with the signal's reason when that aborts first. */
export async function runAttempts<Result>(
  call: LogicalCall<Result>,
  guards: Guards,
  progress: Progress,
): Promise<Reply<Result>> {
  for (;;) {
    const reply = await runAttempt(call, guards, progress);
    if (reply.kind === 'result') return reply;
    if (reply.kind === 'failed') progress.outcome = worse(progress.outcome, reply.outcome);
    const delay = delayBeforeNext(reply, call, guards, progress);
    if (delay === undefined) return reply;
    await guards.time.wait(delay, call.signal);
  }
}

async function runAttempt<Result>(
  call: LogicalCall<Result>,
  guards: Guards,
  progress: Progress,
): Promise<Reply<Result>> {
  if (guards.breaker.refuses) return circuitOpen();
  const entered = guards.bulkhead.enter(call.deadline - guards.time.now(), call.signal);
  const place = entered instanceof Promise ? await entered : entered;
  if (typeof place === 'string') return tooManyCalls();
  return runInPlace(call, guards, progress, place);
}

async function runInPlace<Result>(
  call: LogicalCall<Result>,
  guards: Guards,
  progress: Progress,
  leave: Release,
): Promise<Reply<Result>> {
  const permit = guards.breaker.admit();
  if (permit === undefined) {
    leave();
    return circuitOpen();
  }
  try {
    const reply = await sendOnce(call, guards, progress);
    report(reply, permit, guards.budget);
    return reply;
  } finally {
    permit.ignored();
    leave();
  }
}

async function sendOnce<Result>(
  call: LogicalCall<Result>,
  guards: Guards,
  progress: Progress,
): Promise<Reply<Result>> {
  const left = call.deadline - guards.time.now();
  const shortened = left < call.perTryMs;
  const before = progress.outcome;
  progress.attempts++;
  progress.outcome = 'unknown';
  try {
    const reply = await call.send(progress.attempts, Math.max(0, shortened ? left : call.perTryMs));
    progress.outcome = before;
    return reply;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    progress.outcome = before;
    return failureOfTransport(error, shortened);
  }
}

/** Giving up early says nothing about the service: it is neither a failure nor a success. */
function report(reply: Reply<unknown>, permit: Permit, budget: RetryBudget): void {
  const answered = reply.kind !== 'failed' || reply.status !== undefined;
  if (reply.kind === 'failed' && reply.infrastructure) {
    permit.failed();
    budget.failed();
  } else if (answered) {
    permit.succeeded();
    budget.succeeded();
  }
}

/** Milliseconds, or `undefined` when this reply is the last word. */
function delayBeforeNext(
  reply: Reply<unknown>,
  call: LogicalCall<unknown>,
  guards: Guards,
  { attempts }: Progress,
): number | undefined {
  if (attempts >= call.retry.maxAttempts || !guards.budget.allowsRetry) return undefined;
  if (!isRepeatable(reply, call.safety, guards.durableDedup())) return undefined;
  const retryAfterMs = reply.kind === 'failed' ? reply.retryAfterMs : undefined;
  const delay = retryDelayMs(call.retry, attempts, guards.time.random(), retryAfterMs);
  return guards.time.now() + delay < call.deadline ? delay : undefined;
}

function isRepeatable(reply: Reply<unknown>, safety: Safety, durable: boolean): boolean {
  if (reply.kind === 'declared') return reply.retryable;
  return reply.kind === 'failed' && mayRepeat(reply.repeat, safety, durable);
}

/** An attempt that may have run makes the whole call one that may have run, whatever a later attempt met. */
function worse(before: Outcome, now: Outcome): Outcome {
  if (now === 'executed' || before === 'executed') return 'executed';
  return before === 'unknown' ? 'unknown' : now;
}

function circuitOpen(): Failure {
  const rest = { outcome: 'not-sent', repeat: 'never', infrastructure: false } as const;
  return failure(RemoteUnavailableError, 'circuit open', rest);
}

function tooManyCalls(): Failure {
  const rest = { outcome: 'not-sent', repeat: 'never', infrastructure: false } as const;
  return failure(RemoteOverloadedError, 'too many calls are waiting', rest);
}
