import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTarget } from '../../decision/evidence/load/index.ts';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import type { LoadOptions } from '../commands/advise-load-options.ts';

/** A load test as it will be run. */
export interface LoadPlan {
  readonly url: URL;
  readonly seconds: number;
  readonly connections: number;
  /** Requests a second to keep to; undefined: as many as are answered. */
  readonly rate: number | undefined;
  readonly method: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Checks everything that was given and says all that is wrong with it. */
export function readLoadPlan(
  target: string | undefined,
  options: LoadOptions,
  cwd: string,
): Outcome<LoadPlan> {
  if (target === undefined) return refuse(diagnostic('load-target-missing', {}));
  const url = readTarget(target, options.allowRemote === true);
  const problems: Diagnostic[] = [...url.findings];
  const whole = (name: string, text: string | undefined, most: number): number | undefined => {
    if (text === undefined) return undefined;
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= 1 && number <= most) return number;
    problems.push(
      diagnostic('value-invalid', { name, value: text, expected: `a whole number from 1 to ${most}` }),
    );
    return undefined;
  };
  const seconds = whole('--duration', options.duration, 600) ?? 10;
  const connections = whole('--connections', options.connections, 10_000) ?? 10;
  const rate = whole('--rate', options.rate, 1_000_000);
  const body = readBody(options.body, cwd, problems);
  const headers = readHeaders(options.header ?? [], problems);
  const method = (options.method ?? (body === undefined ? 'GET' : 'POST')).toUpperCase();
  if (!/^[A-Z]+$/.test(method))
    problems.push(
      diagnostic('value-invalid', { name: '--method', value: method, expected: 'a method, e.g. POST' }),
    );
  if (!url.ok || problems.length > 0) return refuse(...problems);
  return succeed({ url: url.value, seconds, connections, rate, method, body, headers });
}

function readBody(text: string | undefined, cwd: string, problems: Diagnostic[]): string | undefined {
  if (!text?.startsWith('@')) return text;
  try {
    return readFileSync(resolve(cwd, text.slice(1)), 'utf8');
  } catch {
    problems.push(
      diagnostic('value-invalid', {
        name: '--body',
        value: text,
        expected: 'a text, or @ and a file that can be read',
      }),
    );
    return undefined;
  }
}

function readHeaders(given: readonly string[], problems: Diagnostic[]): Readonly<Record<string, string>> {
  const pairs = given.flatMap((text) => {
    const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+)\s*:\s*([^\r\n]*)$/.exec(text) ?? [];
    if (name !== '') return [[name, value] as const];
    problems.push(
      diagnostic('value-invalid', {
        name: '--header',
        value: text,
        expected: 'name:value, e.g. authorization:Bearer …',
      }),
    );
    return [];
  });
  return Object.fromEntries(pairs);
}
