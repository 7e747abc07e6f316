import { pino } from 'pino';
import type { Logger } from 'pino';
import { currentContext } from '../context/index.ts';

export type { Logger } from 'pino';

const secrets = ['authorization', 'cookie', 'password', 'passwordHash', 'secret', 'token'];

/** JSON lines on stdout; each line of a request says which one and where in its trace, and secrets are blanked. */
export function createLogger(options: { name: string; level: string }): Logger {
  return pino({
    name: options.name,
    level: options.level,
    base: { name: options.name },
    redact: { paths: secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    mixin: () => contextFields(),
  });
}

/** OpenTelemetry's names for the place in a trace. */
function contextFields(): Record<string, string> {
  const context = currentContext();
  if (context === undefined) return {};
  const [, trace_id = '', span_id = ''] = context.traceparent.split('-');
  return { requestId: context.requestId, trace_id, span_id };
}
