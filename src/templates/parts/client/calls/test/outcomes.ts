/** Compares how a call ends in two placements. Values may differ: each has its own data, ids and clock. */
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { RemoteCallError, RemoteInternalError } from '@shop/platform/rpc';
import type { RpcErrorCodec } from '@shop/platform/rpc';
import { expect } from 'vitest';

export interface Call {
  readonly name: string;
  readonly arguments: Arbitrary<readonly unknown[]>;
  readonly errors: readonly RpcErrorCodec[];
}

/** The same random calls: both answer with a value of the same kind, or refuse with the same declared class. */
export async function endsAlike(call: Call, local: object, other: object): Promise<void> {
  for (const args of fc.sample(call.arguments, 20)) {
    expect(await outcomeOf(other, call, args)).toBe(await outcomeOf(local, call, args));
  }
}

async function outcomeOf(port: object, { name, errors }: Call, args: readonly unknown[]): Promise<string> {
  const method: unknown = Reflect.get(port, name);
  if (typeof method !== 'function') throw new Error(`The port has no method ${name}.`);
  try {
    return `answers ${kindOf(await Reflect.apply(method, port, args))}`;
  } catch (error) {
    if (error instanceof RemoteCallError && !(error instanceof RemoteInternalError)) throw error;
    // An error that is not declared has no class on the other side.
    return `throws ${errors.find((codec) => codec.matches(error))?.name ?? 'what is not declared'}`;
  }
}

function kindOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? value.constructor.name : typeof value;
}
