import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../../diagnostics/index.ts';
import { milliseconds } from './k6.ts';
import type { Slo } from './model.ts';

const expected = 'targets joined by commas, e.g. p99=200ms,rps=500,errors=1%';

/** `p99=200ms,rps=500,errors=1%`: percentiles with ms, s or us (milliseconds where there is no unit). */
export function readSlo(text: string): Outcome<Slo> {
  const problems: Diagnostic[] = [];
  const latencies: { percentile: number; ms: number }[] = [];
  let requestsPerSecond: number | undefined;
  let errorShare: number | undefined;
  const seen = new Set<string>();
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, key = '', value = ''] = /^([\w.]+)\s*(?:=|<=|>=)\s*(\S+)$/.exec(part) ?? [];
    const name = key.toLowerCase();
    const percentile = name === 'max' ? 100 : Number(/^p(\d{1,2}(?:\.\d+)?)$/.exec(name)?.[1]);
    const ms = /^[\d.]+$/.test(value) ? Number(value) : milliseconds(value);
    const share = shareOf(value);
    const rate = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    if (seen.has(name)) problems.push(invalid(part));
    else if (percentile > 0 && ms > 0) latencies.push({ percentile, ms });
    else if (name === 'rps' && rate > 0) requestsPerSecond = rate;
    else if (name === 'errors' && share >= 0 && share < 1) errorShare = share;
    else problems.push(invalid(part));
    seen.add(name);
  }
  if (problems.length > 0) return refuse(...problems);
  latencies.sort((a, b) => a.percentile - b.percentile);
  return succeed({ latencies, requestsPerSecond, errorShare });
}

const invalid = (value: string) =>
  diagnostic('value-invalid', { name: '--slo', value: value === '' ? 'empty' : value, expected });

/** `1%` or `0.01`; NaN for anything else. */
function shareOf(text: string): number {
  const [, number = '', sign] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (number === '') return Number.NaN;
  return sign === '%' ? Number(number) / 100 : Number(number);
}
