/** `unavailable`: nothing was reached or the connection broke; `timeout`: the statement or the wait took too long. */
export type DatabaseFailure = 'unavailable' | 'timeout';

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
]);
/** admin shutdown, crash shutdown, cannot connect now, too many connections */
const serverGone = new Set(['57P01', '57P02', '57P03', '53300']);
const queryCanceled = '57014';
/** Errors of the driver that have no code. */
const driverMessages =
  /^Connection terminated|^Client has encountered a connection error|timeout exceeded when trying to connect/;

/** What kind of trouble with the database an error tells of, if any. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === queryCanceled) return 'timeout';
  const gone = unreachable.has(code) || serverGone.has(code) || code.startsWith('08');
  return gone || driverMessages.test(error.message) ? 'unavailable' : undefined;
}
