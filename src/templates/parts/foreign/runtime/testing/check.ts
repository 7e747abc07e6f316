/** A check for any test runner, and what the checks share. */
import { newContext, runInContext } from '../context/index.ts';
import type { Logger } from '../log/index.ts';
import { WireError, readObject, readString, root } from '../rpc/codec/index.ts';
import { hasOwn } from '../rpc/has-own.ts';
import type { AnyRpcMethod, RpcErrorCodec } from '../rpc/method.ts';

export interface ContractCheck {
  readonly name: string;
  /** Why it cannot be made here. */
  readonly skip?: string;
  run(): Promise<void>;
}

/** `it` of vitest, jest, mocha and node:test. */
export interface TestFunction {
  (name: string, run: () => Promise<void>): unknown;
  skip(name: string, run: () => Promise<void>): unknown;
}

/** Hands the checks to the test runner; what cannot be made is skipped under the reason. */
export function runChecks(it: TestFunction, checks: readonly ContractCheck[]): void {
  for (const { name, skip, run } of checks) {
    if (skip === undefined) it(name, run);
    else it.skip(`${name}: ${skip}`, run);
  }
}

export const check = (name: string, run: () => void | Promise<void>): ContractCheck => ({
  name,
  run: async () => run(),
});

export const skipped = (name: string, skip: string): ContractCheck => ({ name, skip, run: async () => {} });

export const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Messages by name: `charge request`, `charge answer`, `CardDeclined`. */
export type Examples = Readonly<Record<string, unknown>>;

/** Codecs may ask for the signal of the call. */
export const inCall = <T>(work: () => T): T =>
  runInContext(newContext({ signal: new AbortController().signal }), work);

export const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const argumentsOf = (method: AnyRpcMethod, examples: Examples): readonly unknown[] =>
  inCall(() => method.decodeArgs(copy(examples[`${method.name} request`])));

export function resultOf(method: AnyRpcMethod, examples: Examples): unknown {
  const name = `${method.name} answer`;
  return method.decodeResult(hasOwn(examples, name) ? copy(examples[name]) : undefined);
}

/** A declared error from its message on the wire. */
export function errorOf(codec: RpcErrorCodec, wire: unknown): Error {
  const from = readObject(wire, root, 'error');
  return codec.decode(readString(from['message'], root, 'message'), from['data']);
}

/** `undefined` where a class has rules of its own that a value, made from the types alone, does not meet. */
export function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof WireError && error.expected.startsWith('what ')) return undefined;
    throw error;
  }
}

/** `undefined` for what the contract does not allow. */
export function unlessMisfit<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

export async function caught(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('The call did not fail.');
}

/** Signals are made anew for each call. */
export function comparable(value: unknown): unknown {
  if (value instanceof AbortSignal) return 'signal';
  return Array.isArray(value) ? value.map(comparable) : value;
}
