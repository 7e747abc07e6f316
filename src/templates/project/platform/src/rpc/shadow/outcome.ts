/** What came of a call, as a value. */
import type { AnyRpcMethod } from '../method.ts';

export type CallOutcome =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: Readonly<Error> };

/** An outcome of this process, whose error may be anything. */
export type RawOutcome =
  { readonly kind: 'result'; readonly value: unknown } | { readonly kind: 'error'; readonly error: unknown };

export async function readOutcome(call: () => Promise<unknown>): Promise<CallOutcome> {
  try {
    return { kind: 'result', value: await call() };
  } catch (error) {
    return { kind: 'error', error: asError(error) };
  }
}

/** The outcome as it would arrive: a copy with the declared fields and nothing else. Throws WireError where it cannot be sent. */
export function takeThroughCodecs(method: AnyRpcMethod, outcome: RawOutcome): CallOutcome {
  if (outcome.kind === 'result') {
    const sent = method.encodeResult(outcome.value);
    return { kind: 'result', value: method.decodeResult(sent === undefined ? undefined : copy(sent)) };
  }
  const error = asError(outcome.error);
  const codec = method.errors.find((each) => each.matches(error));
  return {
    kind: 'error',
    error: codec === undefined ? error : codec.decode(error.message, copy(codec.encode(error))),
  };
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
