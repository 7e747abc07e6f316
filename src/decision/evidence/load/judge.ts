import type { EvidenceItem } from '../model.ts';
import type { LoadResult, Percentile, Slo } from './model.ts';

/** One target against what was measured. `met` is undefined where the measurement cannot tell. */
interface Check {
  readonly target: string;
  readonly met: boolean | undefined;
  readonly says: string;
}

/** With more failures than this, the times of the rest say little, unless the target allows for them. */
const tolerated = 0.05;
/** A percentile that rests on fewer slower requests may be chance, and that is said. */
const firmly = 10;

/**
 * Compares a load test with its target and offers the answer of Q1: one target that is missed is a yes, all met are a no,
 * anything else stays unknown.
 */
export function judgeLoad(result: LoadResult, slo: Slo | undefined): EvidenceItem {
  const wanted = {
    id: 'load.target',
    group: 'load',
    title: 'Load test against its target',
    source: result.file,
  } as const;
  const figure = describeLoad(result);
  if (!slo) {
    const why = 'there is no target to compare with; give one with --slo, e.g. p99=200ms,rps=500,errors=1%';
    return { ...wanted, figure, certainty: 'unknown', why };
  }
  const checks = checksOf(result, slo);
  const missed = checks.filter(({ met }) => met === false);
  const open = checks.filter(({ met }) => met === undefined);
  const certain = {
    certainty: 'measured',
    details: checks.map(({ target, says }) => `${target}: ${says}`),
  } as const;
  if (missed.length > 0)
    return {
      ...wanted,
      ...certain,
      figure: `missed: ${missed.map(({ target, says }) => `${target} (${says})`).join(', ')}; ${figure}`,
      answers: { question: 'Q1-slow', value: 'yes' },
    };
  if (open.length > 0)
    return {
      ...wanted,
      ...certain,
      figure,
      certainty: 'unknown',
      why: open.map(({ says }) => says).join('; '),
    };
  return {
    ...wanted,
    ...certain,
    figure: `met: ${checks.map(({ target, says }) => `${target} (${says})`).join(', ')}; ${figure}`,
    answers: { question: 'Q1-slow', value: 'no' },
  };
}

function describeLoad({
  tool,
  requests,
  errors,
  durationSeconds,
  requestsPerSecond,
  startedAt,
}: LoadResult): string {
  const parts = [
    `${requests.toLocaleString('en')} requests`,
    ...(durationSeconds === undefined ? [] : [`in ${round(durationSeconds)} s`]),
    ...(requestsPerSecond === undefined ? [] : [`(${round(requestsPerSecond)} good ones a second)`]),
    `${percent(errors / requests)} failed`,
  ];
  return `${parts.join(' ').replace(/ (\S+ failed)$/, ', $1')}; ${tool}${startedAt ? ` on ${startedAt.slice(0, 10)}` : ''}`;
}

function checksOf(result: LoadResult, slo: Slo): readonly Check[] {
  const { requests, errors } = result;
  const share = errors / requests;
  const disturbed = slo.errorShare === undefined && share > tolerated;
  const latencies = slo.latencies.map((target) => checkLatency(target, result, disturbed));
  const rate = slo.requestsPerSecond === undefined ? [] : [checkRate(slo.requestsPerSecond, result)];
  const failures =
    slo.errorShare === undefined
      ? []
      : [
          {
            target: `errors ≤ ${percent(slo.errorShare)}`,
            met: share <= slo.errorShare,
            says: percent(share),
          },
        ];
  return [...latencies, ...rate, ...failures];
}

/**
 * A percentile is met where it or a stricter one was measured below the target, and missed where it or a laxer one was
 * measured above. Between the two nothing is known.
 */
function checkLatency({ percentile, ms }: Percentile, result: LoadResult, disturbed: boolean): Check {
  const target = `${nameOf(percentile)} ≤ ${round(ms)} ms`;
  const { percentiles, requests } = result;
  const over = percentiles.findLast((one) => one.percentile <= percentile && one.ms > ms);
  if (over) return { target, met: false, says: `${nameOf(over.percentile)} was ${round(over.ms)} ms` };
  const under = percentiles.find((one) => one.percentile >= percentile && one.ms <= ms);
  if (!under) return { target, met: undefined, says: notMeasured(percentile, percentiles) };
  const says = `${nameOf(under.percentile)} was ${round(under.ms)} ms`;
  if (disturbed)
    return {
      target,
      met: undefined,
      says: `${says}, but too many requests failed to go by it; add errors=… to the target`,
    };
  // Rounded, for 1 − 0.99 is a little more than 0.01.
  const slower = Math.round(requests * (100 - percentile)) / 100;
  if (percentile < 100 && slower < 1)
    return {
      target,
      met: undefined,
      says: `${says}, of only ${requests} requests: too few for that percentile`,
    };
  const thin =
    percentile < 100 && slower < firmly
      ? `, which rests on the slowest ${Math.floor(slower)} of ${requests}`
      : '';
  return { target, met: true, says: `${says}${thin}` };
}

function notMeasured(percentile: number, measured: readonly Percentile[]): string {
  const names = measured.map((one) => nameOf(one.percentile)).join(', ');
  return `${nameOf(percentile)} was not measured (measured: ${names || 'no percentile'})`;
}

/** A rate that was never asked for cannot be missed. */
function checkRate(wanted: number, { requestsPerSecond, load }: LoadResult): Check {
  const target = `rps ≥ ${round(wanted)}`;
  if (requestsPerSecond === undefined)
    return { target, met: undefined, says: 'the rate of requests was not measured' };
  const says = `${round(requestsPerSecond)} a second`;
  if (requestsPerSecond >= wanted) return { target, met: true, says };
  if (load.kind === 'limited' && load.offered < wanted)
    return { target, met: undefined, says: `the test sent only ${round(load.offered)} requests a second` };
  if (load.kind === 'script')
    return {
      target,
      met: undefined,
      says: `${says} were answered, which may be all that the script sent; let it send ${round(wanted)} or more`,
    };
  return { target, met: false, says };
}

const nameOf = (percentile: number): string =>
  percentile === 100 ? 'the slowest request' : `p${percentile}`;
const round = (value: number): string =>
  (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100).toLocaleString('en');
const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
