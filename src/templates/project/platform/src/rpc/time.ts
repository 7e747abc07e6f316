/** Time and chance, so that tests need not wait for either. */
export interface RpcTime {
  /** Milliseconds on a clock that only goes forward, the one of `CallContext.deadline`. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Rejects with the signal's reason when it aborts first. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export const realTime: RpcTime = {
  now: () => performance.now(),
  random: () => Math.random(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
