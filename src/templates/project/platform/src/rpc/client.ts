/** Calls the methods of one service: codecs, deadline, key, attempts, and errors as the caller knows them. */
import { currentContext, rpcAttempts, rpcCalls } from '../context/index.ts';
import type { CallContext, RemoteMethod } from '../context/index.ts';
import { header, readAnswer } from './answer.ts';
import { runAttempts } from './attempts.ts';
import type { Guards, LogicalCall, Progress } from './attempts.ts';
import { CircuitBreaker } from './breaker.ts';
import { RetryBudget } from './budget.ts';
import { Bulkhead } from './bulkhead.ts';
import { readContractAnswer } from './contract-check.ts';
import type { ContractAnswer } from './contract-check.ts';
import { RemoteTimeoutError } from './errors.ts';
import type { RemoteCallDetails } from './errors.ts';
import { linkSignals } from './link-signals.ts';
import type { RpcCaller, RpcMethod, RpcService } from './method.ts';
import { prepareCall, requestHeaders } from './outgoing.ts';
import type { Outgoing } from './outgoing.ts';
import { atCaller } from './remote-stack.ts';
import type { Failure, Reply } from './reply.ts';
import { requestRetry } from './retry.ts';
import type { RetrySettings } from './retry.ts';
import { realTime } from './time.ts';
import type { RpcTime } from './time.ts';
import type { Transport, TransportAnswer } from './transport.ts';

/** The default for all attempts of a call together. One attempt has half of it. */
const defaultTimeoutMs = 5_000;
/** Timers may be this much early by the clock of deadlines. */
const timerSlackMs = 2;
const noBody = '';

export interface RpcClientOptions {
  readonly transport: Transport;
  /** The `authorization` header for this path and body. */
  readonly authorize?: (path: string, body: string) => string;
  /** For all attempts together; `@timeout` on a method goes before it. */
  readonly timeoutMs?: number | undefined;
  readonly maxConcurrency?: number | undefined;
  readonly maxWaiting?: number | undefined;
  readonly retry?: RetrySettings;
  readonly time?: RpcTime;
  /** Called once for each contract of the service that is not the client's. */
  readonly onContractMismatch?: (theirs: string) => void;
}

export class RpcClient implements RpcCaller {
  readonly #service: RpcService;
  readonly #options: RpcClientOptions;
  readonly #time: RpcTime;
  readonly #guards: Guards;
  readonly #knownContracts: Set<string>;
  #durableDedup = false;
  #theirContract: string | undefined;

  constructor(service: RpcService, options: RpcClientOptions) {
    this.#service = service;
    this.#options = options;
    this.#time = options.time ?? realTime;
    this.#knownContracts = new Set([service.contractHash]);
    this.#guards = {
      bulkhead: new Bulkhead(options.maxConcurrency, options.maxWaiting),
      breaker: new CircuitBreaker(() => this.#time.now()),
      budget: new RetryBudget(),
      time: this.#time,
      durableDedup: () => this.#durableDedup,
    };
  }

  /** For tests and metrics. */
  get breakerState(): 'closed' | 'open' | 'half-open' {
    return this.#guards.breaker.state;
  }

  /** Calls that hold a connection, and calls that wait for one. */
  get load(): { readonly active: number; readonly waiting: number } {
    return { active: this.#guards.bulkhead.active, waiting: this.#guards.bulkhead.waiting };
  }

  /**
   * One logical call. Rejects with a declared error of the method as its own class, with a RemoteCallError, with
   * WireError when the arguments cannot be sent, or with the caller's own `signal.reason`. Does not depend on `this`.
   */
  readonly call = <Args extends readonly unknown[], Result>(
    method: RpcMethod<Args, Result>,
    args: Args,
  ): Promise<Result> => rpcCalls.around(this.#named(method), () => this.#call(method, args));

  async #call<Args extends readonly unknown[], Result>(
    method: RpcMethod<Args, Result>,
    args: Args,
  ): Promise<Result> {
    const inherited = currentContext();
    const link = linkSignals([method.signal?.(args), inherited?.signal]);
    const progress: Progress = { attempts: 0, outcome: 'not-sent' };
    const deadline = this.#deadline(method, inherited);
    let reply: Reply<Result>;
    try {
      this.#throwIfOver(method, deadline, link.signal);
      const outgoing = prepareCall(this.#service, method, args, inherited);
      const call = this.#logicalCall(method, outgoing, deadline, link.signal);
      reply = await runAttempts(call, this.#guards, progress);
    } catch (error) {
      throw this.#cutShort(error, link.signal, deadline, this.#details(method, progress, inherited));
    } finally {
      link.unlink();
    }
    if (reply.kind === 'result') return reply.value;
    const error = reply.kind === 'declared' ? reply.error : this.#toError(reply, method, progress, inherited);
    throw atCaller(error, `${this.#service.name}.${method.name}`);
  }

  /** What the service says of itself; one attempt, at most `timeoutMs`. Rejects when it does not answer as expected. */
  async askContract(timeoutMs = 1_000): Promise<ContractAnswer> {
    const path = `/rpc/${this.#service.name}/$contract`;
    const headers = this.#authorization(path, noBody);
    const request = { path, method: 'GET', headers, body: noBody, timeoutMs, signal: undefined } as const;
    const answer = await this.#options.transport.send(request);
    this.#learn(answer);
    return readContractAnswer(answer);
  }

  close(): Promise<void> {
    return this.#options.transport.close();
  }

  #deadline(method: { readonly timeoutMs?: number }, inherited: CallContext | undefined): number {
    return Math.min(this.#time.now() + this.#timeoutMs(method), inherited?.deadline ?? Infinity);
  }

  #timeoutMs(method: { readonly timeoutMs?: number }): number {
    return method.timeoutMs ?? this.#options.timeoutMs ?? defaultTimeoutMs;
  }

  #throwIfOver(method: { readonly name: string }, deadline: number, signal: AbortSignal | undefined): void {
    signal?.throwIfAborted();
    if (this.#time.now() < deadline) return;
    const details = {
      service: this.#service.name,
      method: method.name,
      outcome: 'not-sent',
      attempts: 0,
    } as const;
    throw new RemoteTimeoutError('no time left', details);
  }

  #logicalCall<Args extends readonly unknown[], Result>(
    method: RpcMethod<Args, Result>,
    outgoing: Outgoing,
    deadline: number,
    signal: AbortSignal | undefined,
  ): LogicalCall<Result> {
    const retry = this.#options.retry ?? requestRetry;
    const { path, body } = outgoing;
    const names = this.#named(method);
    return {
      safety: method.safety,
      deadline,
      perTryMs: this.#timeoutMs(method) / 2,
      retry: outgoing.context.attempt > 1 ? { ...retry, maxAttempts: 1 } : retry,
      signal,
      send: (attempt, timeoutMs) => {
        const sendIn = async (own: CallContext | undefined): Promise<Reply<Result>> => {
          const headers = {
            ...requestHeaders(outgoing, attempt, timeoutMs, own),
            ...this.#authorization(path, body),
          };
          const request = { path, method: 'POST', headers, body, timeoutMs, signal } as const;
          const answer = await this.#options.transport.send(request);
          this.#learn(answer);
          return readAnswer(this.#service.name, method, answer);
        };
        return rpcAttempts.around({ ...names, attempt }, sendIn);
      },
    };
  }

  #named({ name }: { readonly name: string }): RemoteMethod {
    return { service: this.#service.name, method: name };
  }

  #authorization(path: string, body: string): Record<string, string> {
    const authorization = this.#options.authorize?.(path, body);
    return authorization === undefined ? {} : { authorization };
  }

  /** Only the service itself sends its contract, so a proxy's answer teaches nothing. */
  #learn(answer: TransportAnswer): void {
    const contract = header(answer, 'x-rpc-contract');
    if (contract === undefined) return;
    this.#theirContract = contract;
    this.#durableDedup = header(answer, 'x-rpc-dedup') === 'durable';
    if (this.#knownContracts.has(contract)) return;
    this.#knownContracts.add(contract);
    this.#options.onContractMismatch?.(contract);
  }

  /** The caller's own reason, unless the signal only says that the time is over. */
  #cutShort(
    error: unknown,
    signal: AbortSignal | undefined,
    deadline: number,
    details: RemoteCallDetails,
  ): unknown {
    if (signal?.aborted !== true || error !== signal.reason) return error;
    if (this.#time.now() < deadline - timerSlackMs) return error;
    return new RemoteTimeoutError('the deadline of the call passed', details);
  }

  #toError(
    reply: Failure,
    method: { readonly name: string },
    progress: Progress,
    inherited: CallContext | undefined,
  ): Error {
    const { status, errorId, retryAfterMs, cause } = reply;
    return reply.toError({
      ...this.#details(method, progress, inherited),
      status,
      errorId,
      retryAfterMs,
      cause,
    });
  }

  /** Both contracts where they are not the same one, as while a release is under way. */
  #skew(): RemoteCallDetails['contracts'] {
    const ours = this.#service.contractHash;
    const theirs = this.#theirContract;
    return theirs === undefined || theirs === ours ? undefined : { ours, theirs };
  }

  #details(
    method: { readonly name: string },
    { attempts, outcome }: Progress,
    inherited: CallContext | undefined,
  ): RemoteCallDetails {
    return {
      service: this.#service.name,
      method: method.name,
      attempts,
      outcome,
      traceId: inherited?.traceparent.slice(3, 35),
      contracts: this.#skew(),
    };
  }
}
