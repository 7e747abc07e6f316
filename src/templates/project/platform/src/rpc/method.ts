/** What generated code says of a service: names, safety and codecs. Types only. */
import type { Json } from './codec/index.ts';
import type { ComparisonRules } from './shadow/differences.ts';

/** Smithy's words. `readonly` changes nothing, `idempotent` may be repeated, `mutating` may not. */
export type Safety = 'readonly' | 'idempotent' | 'mutating';

/** A declared error class of a service. */
export interface RpcErrorCodec {
  readonly name: string;
  /** HTTP status, 400…499. */
  readonly status: number;
  /** The caller may try again after this error. */
  readonly retryable?: boolean;
  matches(error: unknown): boolean;
  /** The declared fields; the message travels beside them. */
  encode(error: Error): Json;
  decode(message: string, data: unknown): Error;
}

/** One method of a service. Encoders project to the declared fields; decoders copy and throw WireError. */
export interface RpcMethod<Args extends readonly unknown[], Result> {
  readonly name: string;
  readonly safety: Safety;
  /** For all attempts together, in milliseconds. */
  readonly timeoutMs?: number;
  /** The object of arguments by parameter name. */
  encodeArgs(args: Args): Json;
  /** Runs inside the context of the call, so that `callSignal()` works. */
  decodeArgs(body: unknown): Args;
  /** `undefined` is sent as 204 without a body. */
  encodeResult(result: Result): Json | undefined;
  /** Is given `undefined` for 204. */
  decodeResult(body: unknown): Result;
  /** Most derived class first. */
  readonly errors: readonly RpcErrorCodec[];
  /** The part of the arguments that makes two calls the same (`@idempotencyKey`), as text. */
  idempotencyKey?(args: Args): string;
  /** What a comparison of two results leaves out: `@volatile` and `@unordered` of the contract. */
  readonly comparison?: ComparisonRules;
  /** The caller's own signal among the arguments. */
  signal?(args: Args): AbortSignal | undefined;
}

/**
 * A method of any arguments and result, as the server holds it. The methods above are declared with method syntax, hence
 * bivariant: each `RpcMethod<Args, Result>` is one of these.
 */
export type AnyRpcMethod = RpcMethod<readonly unknown[], unknown>;

export interface RpcService {
  /** Name of the interface and of the service on the wire: `Payments`. */
  readonly name: string;
  /** Lower-case name of module, folder and environment prefix: `payments`. */
  readonly slug: string;
  readonly contractHash: string;
  readonly methods: Readonly<Record<string, AnyRpcMethod>>;
}

/** What a generated client calls through: HTTP or, in loopback, the same process. */
export interface RpcCaller {
  call<Args extends readonly unknown[], Result>(method: RpcMethod<Args, Result>, args: Args): Promise<Result>;
}
