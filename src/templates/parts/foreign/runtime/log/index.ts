/** What the runtime has to say. A logger of pino or winston fits as it is. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

let current: Logger = {
  info: (fields, message) => write('info', fields, message),
  warn: (fields, message) => write('warn', fields, message),
  error: (fields, message) => write('error', fields, message),
};

/** From now on the runtime logs there. By default it writes JSON lines to stderr. */
export function useLogger(logger: Logger): void {
  current = logger;
}

/** Asks for the logger at each line, so that one may be given after services were bound. */
export const log: Logger = {
  info: (fields, message) => current.info(fields, message),
  warn: (fields, message) => current.warn(fields, message),
  error: (fields, message) => current.error(fields, message),
};

function write(level: string, fields: object, message: string): void {
  const line = { level, time: new Date().toISOString(), msg: message, ...fields };
  process.stderr.write(`${JSON.stringify(line, readableError)}\n`);
}

/** An Error has no enumerable fields of its own. */
function readableError(_key: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;
}
