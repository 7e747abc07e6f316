/** Under which key a repetition of a mutating call is recognised. */
import { createHash, randomUUID } from 'node:crypto';
import type { CallContext } from '../context/index.ts';

/** How often each kind of call was made in a context: two equal calls in one request are two calls. */
const counts = new WeakMap<CallContext, Map<string, number>>();

/**
 * The same for all attempts of one call. `tagged` is what `@idempotencyKey` names in the arguments: such a key survives
 * a crash of the caller. Otherwise, below a call that has a key itself, the key follows from that one, so that the
 * repetition of the outer call repeats its inner calls and makes no new ones. Else it is random.
 */
export function idempotencyKey(
  call: {
    readonly service: string;
    readonly method: string;
    readonly body: string;
    readonly tagged: string | undefined;
  },
  context: CallContext | undefined,
): string {
  const name = `${call.service}.${call.method}`;
  if (call.tagged !== undefined) return digest([name, call.tagged]);
  if (context?.idempotencyKey === undefined) return randomUUID();
  const args = digest([name, call.body]);
  return digest([context.idempotencyKey, args, String(nextCount(context, args))]);
}

function nextCount(context: CallContext, kind: string): number {
  const perKind = counts.get(context) ?? new Map<string, number>();
  counts.set(context, perKind);
  const count = (perKind.get(kind) ?? 0) + 1;
  perKind.set(kind, count);
  return count;
}

function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
