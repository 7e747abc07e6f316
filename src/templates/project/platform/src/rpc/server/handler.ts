/** From a request to an answer, whatever carries them: HTTP, or the same process in loopback. */
import { isUtf8 } from 'node:buffer';
import { openContext, rpcRefusals, rpcServed, runInContext } from '../../context/index.ts';
import type { CallScope, ContextInit } from '../../context/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Verified } from '../auth.ts';
import { WireError } from '../codec/index.ts';
import { runOnce } from '../dedup/once.ts';
import type { DedupStore } from '../dedup/store.ts';
import { hasOwn } from '../has-own.ts';
import { jsonAnswer, refuse } from './answer.ts';
import type { RpcAnswer } from './answer.ts';
import { execute } from './execute.ts';
import type { Gate } from './gate.ts';
import type { Served, ServedMethod } from './registry.ts';
import { isJson, parsePath, readContext, readKey, readTimeoutMs } from './request.ts';
import type { RequestHead } from './request.ts';

/** Callers by method name, `*` for every method; what is not named is forbidden. */
export type AllowedCallers = Readonly<Record<string, readonly string[]>>;

export interface HandlerOptions {
  readonly services: ReadonlyMap<string, Served>;
  readonly gate: Gate;
  readonly log: Logger;
  /** `audience`: the slug of the called service. */
  readonly authenticate: (head: RequestHead, audience: string, body: Buffer) => Verified;
  readonly dedup?: DedupStore | undefined;
  /** By service name. */
  readonly allow?: Readonly<Record<string, AllowedCallers>> | undefined;
}

export class BodyTooLargeError extends Error {}

/** Calls back, once at most, when the caller is gone. */
export type WatchCaller = (onGone: (reason: unknown) => void) => void;

interface Accepted {
  readonly served: Served;
  readonly target: ServedMethod;
  readonly head: RequestHead;
  readonly body: Buffer;
  readonly caller: string;
  readonly timeoutMs: number;
}

/** After the deadline of its caller, a method that did not answer may have this long before its key counts as lost. */
const leaseMarginMs = 1_000;

export class RpcHandler {
  readonly #options: HandlerOptions;

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  /** `readBody` rejects with BodyTooLargeError. */
  async handle(
    head: RequestHead,
    readBody: () => Promise<Buffer>,
    watchCaller: WatchCaller,
  ): Promise<RpcAnswer> {
    const place = this.#options.gate.enter();
    const named = parsePath(head.path);
    const served = named === undefined ? undefined : this.#options.services.get(named.service);
    if ('status' in place) return this.#turnAway(place, served);
    let working: Promise<unknown> = Promise.resolve();
    try {
      const accepted = await this.#accept(head, readBody, served, named?.method);
      if ('status' in accepted) return this.#turnAway(accepted, served);
      const incoming = readContext(head.headers, accepted.caller);
      const scope = openContext({ ...incoming, timeoutMs: accepted.timeoutMs });
      watchCaller(scope.abort);
      const run = (): Promise<RpcAnswer> => {
        const work = this.#run(accepted, scope);
        working = work;
        return this.#untilDeadline(work, scope);
      };
      const about = describeCall(accepted, incoming);
      const answer = await runInContext(scope.context, () => rpcServed.around(about, run));
      return this.#finish(answer, served);
    } finally {
      void working.then(place.leave, place.leave);
    }
  }

  /** Checks in the order of their cost; nothing of the request is used before it is authenticated. */
  async #accept(
    head: RequestHead,
    readBody: () => Promise<Buffer>,
    served: Served | undefined,
    method: string | undefined,
  ): Promise<Accepted | RpcAnswer> {
    if (served === undefined || method === undefined) return refuse('not-found');
    const asksContract = method === '$contract';
    if (head.method !== (asksContract ? 'GET' : 'POST')) return refuse('method-not-allowed');
    if (!asksContract && !isJson(head.headers)) return refuse('unsupported-media-type');
    const body = await readBody().catch((error: unknown) => {
      if (error instanceof BodyTooLargeError) return undefined;
      throw error;
    });
    if (body === undefined) return refuse('too-large', undefined, { connection: 'close' });
    const verified = this.#options.authenticate(head, served.service.slug, body);
    if ('refused' in verified) return this.#unauthenticated(head, verified.refused);
    if (asksContract) return describe(served, this.#options.dedup);
    return this.#acceptCall({ served, head, body, caller: verified.caller }, method);
  }

  #acceptCall(call: Omit<Accepted, 'target' | 'timeoutMs'>, name: string): Accepted | RpcAnswer {
    const target = call.served.methods.get(name);
    if (target === undefined) return refuse('not-found');
    if (!this.#isAllowed(call.served.service.name, name, call.caller)) return refuse('forbidden');
    if (readKey(call.head.headers) === null) return refuse('bad-request', 'idempotency-key: not a key');
    const timeoutMs = readTimeoutMs(call.head.headers);
    return timeoutMs <= 0 ? refuse('deadline') : { ...call, target, timeoutMs };
  }

  async #run(accepted: Accepted, scope: CallScope): Promise<RpcAnswer> {
    const forget = this.#options.gate.watch(scope);
    try {
      return await this.#decodeAndRun(accepted, scope);
    } finally {
      forget();
      scope.end();
    }
  }

  async #decodeAndRun(accepted: Accepted, scope: CallScope): Promise<RpcAnswer> {
    const { served, target, body, caller, timeoutMs } = accepted;
    const args = decodeArgs(target, body);
    if ('status' in args) return args;
    const { log, dedup } = this.#options;
    const run = () => execute({ served, target, args: args.values, context: scope.context, log });
    const key = readKey(accepted.head.headers);
    if (dedup === undefined || typeof key !== 'string' || target.method.safety !== 'mutating')
      return (await run()).answer;
    const id = { principal: caller, method: `${served.service.name}.${target.method.name}`, key };
    const onStoreError = (err: unknown): void => log.error({ err }, 'The store of idempotency keys failed');
    return runOnce(dedup, { id, body, leaseMs: timeoutMs + leaseMarginMs, onStoreError }, run);
  }

  /** The work goes on if it ignores its signal; only its caller is told. */
  #untilDeadline(work: Promise<RpcAnswer>, scope: CallScope): Promise<RpcAnswer> {
    return new Promise((resolve, reject) => {
      scope.onAbort(() => resolve(refuse('deadline')));
      work.then(resolve, reject);
    });
  }

  #isAllowed(service: string, method: string, caller: string): boolean {
    const allowed = this.#options.allow?.[service];
    if (allowed === undefined) return true;
    const named = hasOwn(allowed, method) ? allowed[method] : undefined;
    return [...(named ?? []), ...(allowed['*'] ?? [])].includes(caller);
  }

  #unauthenticated(head: RequestHead, reason: string): RpcAnswer {
    this.#options.log.warn({ path: head.path, reason }, 'A remote call was not authenticated');
    return refuse('unauthenticated', undefined, { 'www-authenticate': 'Bearer' });
  }

  /** Not begun. The answer may also be one of ours, to a question about the contract. */
  #turnAway(answer: RpcAnswer, served: Served | undefined): RpcAnswer {
    const { status } = answer;
    if (status >= 400) rpcRefusals.begin({ service: served?.service.name, status });
    return this.#finish(answer, served);
  }

  #finish(answer: RpcAnswer, served: Served | undefined): RpcAnswer {
    const contract = served === undefined ? undefined : { 'x-rpc-contract': served.service.contractHash };
    const durable = this.#options.dedup?.durable === true ? { 'x-rpc-dedup': 'durable' } : undefined;
    const { status, body } = answer;
    return { status, body, headers: { ...answer.headers, ...contract, ...durable, ...fixedHeaders } };
  }
}

function describeCall({ served, target, caller }: Accepted, incoming: ContextInit) {
  const { traceparent, tracestate, attempt = 1 } = incoming;
  const names = { service: served.service.name, method: target.method.name };
  return { ...names, caller, traceparent, tracestate, attempt };
}

const fixedHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function decodeArgs(target: ServedMethod, body: Buffer): { readonly values: readonly unknown[] } | RpcAnswer {
  if (!isUtf8(body)) return refuse('bad-request', 'not UTF-8');
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return { values: target.method.decodeArgs(parsed) };
  } catch (error) {
    return refuse('bad-request', error instanceof WireError ? error.message : 'not JSON');
  }
}

function describe({ service }: Served, dedup: DedupStore | undefined): RpcAnswer {
  const { name, contractHash } = service;
  return jsonAnswer(
    JSON.stringify({
      service: name,
      contract: contractHash,
      dedup: dedup?.durable === true ? 'durable' : 'none',
    }),
  );
}
