/**
 * A call that stays in the process and still goes through codecs and handler, as text: copies, lost fields and lost
 * classes show as they would over a network.
 */
import type { Logger } from '../log/index.ts';
import type { DedupStore } from './dedup/store.ts';
import { memoryDedup } from './dedup/memory.ts';
import type { RpcService } from './method.ts';
import { Gate } from './server/gate.ts';
import { RpcHandler } from './server/handler.ts';
import { registerServices } from './server/registry.ts';
import { TransportError } from './transport.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

export interface LoopbackOptions {
  readonly service: RpcService;
  readonly implementation: object;
  readonly caller: string;
  readonly log: Logger;
  readonly dedup?: DedupStore;
}

export function loopbackTransport(options: LoopbackOptions): Transport {
  const { service, implementation, caller, log, dedup = memoryDedup() } = options;
  const gate = new Gate({ maxInFlight: 256, overloaded: () => false });
  gate.ready = true;
  const services = registerServices([{ service, implementation }]);
  const handler = new RpcHandler({ services, gate, log, dedup, authenticate: () => ({ caller }) });
  return { send: (request) => send(handler, request), close: async () => {} };
}

async function send(handler: RpcHandler, request: TransportRequest): Promise<TransportAnswer> {
  const { method, path, body, timeoutMs, signal } = request;
  signal?.throwIfAborted();
  let gone: ((reason: unknown) => void) | undefined;
  const head = { method, path, headers: { ...request.headers } };
  let cut: ((reason: unknown) => void) | undefined;
  const cutShort = new Promise<never>((_, reject) => (cut = reject));
  const onAbort = (): void => leave(signal?.reason);
  const leave = (reason: unknown): void => {
    cut?.(reason);
    gone?.(new DOMException('The caller is gone', 'AbortError'));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  const late = (): void =>
    leave(new TransportError('timeout', true, `no answer within ${Math.round(timeoutMs)} ms`));
  const timer = setTimeout(late, timeoutMs);
  try {
    const answer = await Promise.race([
      handler.handle(
        head,
        async () => Buffer.from(body),
        (onGone) => (gone = onGone),
      ),
      cutShort,
    ]);
    return { ...answer, body: Buffer.from(answer.body) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
