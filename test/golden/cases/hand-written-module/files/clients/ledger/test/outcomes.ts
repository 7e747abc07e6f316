/** How a call may end. */
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { RemoteInternalError } from '@books/platform/rpc';
import type { RpcErrorCodec } from '@books/platform/rpc';

export interface Call {
  readonly name: string;
  readonly arguments: Arbitrary<readonly unknown[]>;
  readonly errors: readonly RpcErrorCodec[];
}

/** With an answer that fits, a declared error, or an error of the implementation that the service has logged. */
export async function endsAsAgreed(call: Call, port: object): Promise<void> {
  const method: unknown = Reflect.get(port, call.name);
  if (typeof method !== 'function') throw new Error(`The port has no method ${call.name}.`);
  for (const args of fc.sample(call.arguments, 20)) {
    try {
      await Reflect.apply(method, port, args);
    } catch (error) {
      const agreed =
        error instanceof RemoteInternalError || call.errors.some((codec) => codec.matches(error));
      if (!agreed) throw error;
    }
  }
}
