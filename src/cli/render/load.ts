import type { OwnLoad } from '../../decision/evidence/load/index.ts';
import type { EvidenceItem } from '../../decision/evidence/model.ts';
import type { LoadPlan } from '../resolve/load-plan.ts';
import type { Session } from '../session.ts';

export const formatLoadPlan = ({ method, url, seconds, connections, rate }: LoadPlan): string =>
  `${method} ${url.href} for ${seconds} s, ${connections} at a time, ${rate === undefined ? 'as fast as it answers' : `${rate} a second`}`;

/** Figures, judgement and what to do next; for a person. */
export function formatLoad(
  { style, calledAs }: Session,
  result: OwnLoad,
  judgement: EvidenceItem,
  savedAs: string | undefined,
  slo = 'p99=200ms,rps=500',
): string {
  const { requests, errors, durationSeconds, latencyMs } = result;
  const good = (requests - errors) / durationSeconds;
  const figures = [
    ['requests', `${number(requests)} in ${number(durationSeconds)} s, ${number(good)} good ones a second`],
    ['failed', `${number(errors)} (${number((errors / requests) * 100)}%)`],
    ...Object.entries(latencyMs)
      .filter(([name]) => ['p50', 'p90', 'p97.5', 'p99', 'p99.9', 'max'].includes(name))
      .map(([name, ms]) => [name, `${number(ms)} ms`]),
  ];
  const answer = judgement.answers?.value;
  const verdict =
    answer === 'yes'
      ? style.bad(judgement.figure)
      : answer === 'no'
        ? style.good(judgement.figure)
        : style.wrap(judgement.why ?? '');
  const next =
    savedAs === undefined
      ? []
      : [`${style.bold('Next')}\n  ${style.accent(`${calledAs} advise --load ${savedAs} --slo ${slo}`)}`];
  return [
    figures.map(([name = '', text = '']) => `  ${name.padEnd(10)}${text}`).join('\n'),
    verdict,
    ...(savedAs === undefined ? [] : [style.dim(`Kept in ${savedAs}`)]),
    ...next,
  ].join('\n\n');
}

const number = (value: number): string =>
  (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100).toLocaleString('en');
