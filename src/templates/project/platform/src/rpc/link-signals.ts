/** One signal out of several, which can be let go of. `AbortSignal.any` leaks on signals that live long. */
export interface LinkedSignal {
  readonly signal: AbortSignal | undefined;
  unlink(): void;
}

const nothing = (): void => {};

export function linkSignals(sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const signals = sources.filter((source): source is AbortSignal => source !== undefined);
  if (signals.length < 2) return { signal: signals[0], unlink: nothing };
  const controller = new AbortController();
  const links = signals.map((source) => {
    const follow = (): void => controller.abort(source.reason);
    if (source.aborted) follow();
    else source.addEventListener('abort', follow, { once: true });
    return () => source.removeEventListener('abort', follow);
  });
  return { signal: controller.signal, unlink: () => links.forEach((unlink) => unlink()) };
}
