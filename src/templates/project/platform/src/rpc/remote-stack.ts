/** Errors that came from elsewhere, with the stack of the one who called. */
const remoteMark = Symbol.for('rpc.remote');

/** Called where the call is awaited, so that the frames are the caller's; the last line says where it went. */
export function atCaller<E extends Error>(error: E, method: string): E {
  Error.captureStackTrace(error, atCaller);
  error.stack = `${error.stack ?? ''}\n    at remote ${method}`;
  return Object.defineProperty(error, remoteMark, { value: true, enumerable: false, configurable: true });
}
