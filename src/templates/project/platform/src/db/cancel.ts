import { connect } from 'node:net';
import type { PoolClient } from 'pg';
import { currentContext } from '../context/index.ts';

const cancelWithinMs = 1_000;
/** Of the message CancelRequest in Postgres' protocol. */
const cancelRequestCode = 80_877_102;

/**
 * Runs a statement, and has the server stop it when its caller leaves or the time of the call is over. The connection
 * is free for the next statement only when that has been dealt with: a cancellation that comes late would hit it.
 */
export async function stopWithCaller<T>(client: PoolClient, run: () => Promise<T>): Promise<T> {
  const signal = currentContext()?.signal;
  if (signal === undefined) return run();
  signal.throwIfAborted();
  let cancelled: Promise<void> | undefined;
  const cancel = (): void => void (cancelled = requestCancel(client));
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await run();
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelled;
  }
}

/** As psql does at Ctrl-C: over a connection of its own, with the key of the one that is busy. Never rejects. */
function requestCancel(client: PoolClient): Promise<void> {
  const { host, port, processID, secretKey } = client as PoolClient & BackendKey;
  if (processID === null || secretKey === null) return Promise.resolve();
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    socket.setTimeout(cancelWithinMs, () => socket.destroy());
    socket.on('connect', () => socket.end(cancelRequest(processID, secretKey)));
    // The statement still has its timeout.
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.resume();
  });
}

/** What the server gave the connection at its start; the driver's types leave it out. */
interface BackendKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
}

function cancelRequest(processID: number, secretKey: number): Buffer {
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  return message;
}
