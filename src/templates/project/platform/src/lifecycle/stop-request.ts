/** npm and the terminal may each deliver the same Ctrl-C: what comes this soon after the first is not a second one. */
const sameKeystrokeMs = 500;
const interruptedCode = 130;

const endAtOnce = (): never => process.exit(1);

/**
 * For the time until {@link onStopRequest}: ends the process when the one that started it over a channel is gone. It
 * may have gone before any of our code ran.
 */
export function endWithParent(): void {
  if (process.connected === false) endAtOnce();
  process.once('disconnect', endAtOnce);
}

/**
 * Calls `stop` once, at SIGTERM, at SIGINT, or when the process that started us over a channel (`npm run dev`, a test)
 * is gone, and exits with the code it resolves to. A second signal exits at once.
 */
export function onStopRequest(stop: (reason: string) => Promise<number>): void {
  let requestedAt: number | undefined;
  const request = (reason: string): void => {
    if (requestedAt === undefined) {
      requestedAt = performance.now();
      stop(reason).then(
        (code) => process.exit(code),
        () => process.exit(1),
      );
    } else if (performance.now() - requestedAt > sameKeystrokeMs) process.exit(interruptedCode);
  };
  process.on('SIGTERM', request);
  process.on('SIGINT', request);
  process.off('disconnect', endAtOnce);
  process.once('disconnect', () => request('the parent process is gone'));
}
