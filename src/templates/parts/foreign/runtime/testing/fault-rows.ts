/** The faults, and what a call comes to under each. */
import { RemoteOverloadedError, RemoteProtocolError, RemoteUnavailableError } from '../rpc/errors.ts';
import type { RemoteCallError } from '../rpc/errors.ts';
import type { AnyRpcMethod } from '../rpc/method.ts';
import { unlessMisfit } from './check.ts';
import { rawAnswer } from './fault-proxy.ts';
import type { Fault } from './fault-proxy.ts';

export interface FaultRow {
  readonly name: string;
  readonly fault: Fault;
  readonly error: abstract new (...args: never[]) => RemoteCallError;
  readonly outcome: string;
  /** For what may be repeated, and for mutating methods of a service that does not remember. */
  readonly attempts: readonly [safe: number, mutating: number];
  readonly executions: readonly [safe: number, mutating: number];
}

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const protocol = {
  error: RemoteProtocolError,
  outcome: 'unknown',
  attempts: [1, 1],
  executions: [0, 0],
} as const;
const lost = { error: RemoteUnavailableError, outcome: 'unknown', attempts: [3, 1] } as const;
const ran = { ...lost, executions: [3, 1] } as const;
const didNotRun = { ...lost, executions: [0, 0] } as const;
const rejected = {
  error: RemoteOverloadedError,
  outcome: 'rejected',
  attempts: [3, 3],
  executions: [0, 0],
} as const;

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

const always: readonly FaultRow[] = [
  { name: 'reset after the request', fault: { kind: 'lose-answer', by: 'reset' }, ...ran },
  { name: 'end after the request', fault: { kind: 'lose-answer', by: 'end' }, ...ran },
  { name: 'reset before the service', fault: { kind: 'drop-request' }, ...didNotRun },
  { name: 'reset in the head of the answer', fault: { kind: 'cut-answer', afterBytes: 40 }, ...ran },
  {
    name: 'a body shorter than its content-length',
    fault: { kind: 'raw', bytes: `${head}content-length: 50\r\n\r\n{"id":`, thenEnd: true },
    ...didNotRun,
  },
  {
    name: 'a chunked body without its end',
    fault: { kind: 'raw', bytes: `${head}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n`, thenEnd: true },
    ...didNotRun,
  },
  { name: 'not HTTP', fault: { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.6\r\n' }, ...protocol },
  { name: '200 with HTML', fault: rawAnswer('200 OK', html, '<html>sign in</html>'), ...protocol },
  { name: '200 that is not JSON', fault: rawAnswer('200 OK', json, '{"id":'), ...protocol },
  {
    name: 'a redirect',
    fault: rawAnswer('307 Temporary Redirect', { location: 'http://127.0.0.1:1/' }),
    ...protocol,
  },
  { name: 'a bare 500', fault: rawAnswer('500 Oops', html, 'oops'), ...protocol },
  {
    name: 'an answer that is too large',
    fault: rawAnswer('200 OK', json, `"${'x'.repeat(9_000_000)}"`),
    ...protocol,
  },
  {
    name: 'a head that is too large',
    fault: rawAnswer('200 OK', { ...json, 'x-big': 'x'.repeat(20_000) }, '{}'),
    ...protocol,
  },
  ...['429 Slow', '502 Bad Gateway', '503 Down', '504 Late'].map((status) => ({
    name: `a bare ${status} from a proxy`,
    fault: rawAnswer(status, html, 'proxy'),
    ...didNotRun,
  })),
  {
    name: '503 of a service that did not take it',
    fault: rawAnswer('503 Full', { 'x-rpc-rejected': 'overload' }),
    ...rejected,
  },
  {
    name: '429 of a service that did not take it',
    fault: rawAnswer('429 Full', { 'x-rpc-rejected': 'overload', 'retry-after': '0' }),
    ...rejected,
  },
];

/** Those that need an answer which the method's own would not be. */
export function faultRows(method: AnyRpcMethod): readonly FaultRow[] {
  const misfit = [{ id: 1 }, 'x', 1, [], null].find((body) => !fits(method, body));
  return [
    ...always,
    ...(misfit === undefined
      ? []
      : [
          {
            name: '200 of another shape',
            fault: rawAnswer('200 OK', json, JSON.stringify(misfit)),
            ...protocol,
          },
        ]),
    ...(fits(method, undefined)
      ? []
      : [{ name: '204 where a value is due', fault: rawAnswer('204 No Content', {}), ...protocol }]),
  ];
}

const fits = (method: AnyRpcMethod, body: unknown): boolean =>
  unlessMisfit(() => ({ value: method.decodeResult(body) })) !== undefined;
