/** Errors on the wire: RFC 9457. The type alone says what happened; the status is for metrics and proxies. */
import { randomUUID } from 'node:crypto';
import type { Json } from './codec/index.ts';
import { hasOwn } from './has-own.ts';

export const problemType = 'application/problem+json';
const prefix = 'urn:rpc:';

/** What the machinery of a server answers, with its status. */
export const adapterProblems = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'in-progress': 409,
  'outcome-unknown': 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'key-reused': 422,
  internal: 500,
  overloaded: 503,
  draining: 503,
  'not-ready': 503,
  deadline: 504,
} as const;

export type AdapterProblem = keyof typeof adapterProblems;

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly data?: Json;
  readonly instance?: string;
}

export function adapterProblem(code: AdapterProblem, detail?: string): Problem {
  const title = code === 'internal' ? 'Internal error' : code;
  return {
    type: prefix + code,
    title,
    status: adapterProblems[code],
    ...(detail !== undefined && { detail }),
  };
}

/** The caller learns an id and no more than `detail` says; the log has the error under the same id. */
export function internalProblem(detail?: string): Problem & { readonly instance: string } {
  return { ...adapterProblem('internal', detail), instance: `urn:uuid:${randomUUID()}` };
}

export function errorProblem(
  service: string,
  name: string,
  status: number,
  detail: string,
  data: Json,
): Problem {
  return { type: `${prefix}error:${service}:${name}`, title: name, status, detail, data };
}

export type ParsedProblem =
  | {
      readonly kind: 'error';
      readonly service: string;
      readonly name: string;
      readonly detail: string;
      readonly data: unknown;
    }
  | {
      readonly kind: 'adapter';
      readonly code: AdapterProblem;
      readonly detail: string;
      readonly errorId: string | undefined;
    };

/** `undefined`: not one of our problems. */
export function parseProblem(body: Buffer, status: number): ParsedProblem | undefined {
  const problem = parseObject(body);
  const { type, detail, data, instance } = problem;
  if (typeof type !== 'string' || !type.startsWith(prefix)) return undefined;
  const text = typeof detail === 'string' ? detail : '';
  const [, service, name] = /^error:([\w$]{1,128}):([\w$]{1,128})$/.exec(type.slice(prefix.length)) ?? [];
  if (service !== undefined && name !== undefined)
    return status >= 400 && status < 500 ? { kind: 'error', service, name, detail: text, data } : undefined;
  const code = type.slice(prefix.length);
  if (!isAdapterCode(code) || adapterProblems[code] !== status) return undefined;
  return {
    kind: 'adapter',
    code,
    detail: text,
    errorId: typeof instance === 'string' ? instance : undefined,
  };
}

function isAdapterCode(code: string): code is AdapterProblem {
  return hasOwn(adapterProblems, code);
}

function parseObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
