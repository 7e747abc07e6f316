import type { DiagLogger } from '@opentelemetry/api';
import type { Logger } from '../../log/index.ts';

const onceInMs = 60_000;

/** What the tracing library has to complain of: a collector that is away would fill the log, so one line a minute. */
export function quietDiagnostics(log: Pick<Logger, 'warn'>, now = () => performance.now()): DiagLogger {
  let next = 0;
  const tell = (reason: string): void => {
    if (now() < next) return;
    next = now() + onceInMs;
    log.warn({ reason }, 'spans are being lost');
  };
  const ignore = (): void => {};
  return { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
}
