import type { Result } from 'autocannon';
import type { OwnLoad } from '../../decision/evidence/load/index.ts';
import { percentilesIn } from '../../decision/evidence/load/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { Interrupted } from '../prompts/prompter.ts';
import type { LoadPlan } from '../resolve/load-plan.ts';

/** Seconds between two lines of progress. */
const tellEvery = 5;

/** Sends the requests and measures. Ctrl-C ends it at once and throws {@link Interrupted}. */
export async function runLoad(plan: LoadPlan, progress: (text: string) => void): Promise<Outcome<OwnLoad>> {
  const { default: autocannon } = await import('autocannon');
  let interrupted = false;
  let stop = (): void => {};
  try {
    const result = await new Promise<Result>((resolve, reject) => {
      const test = autocannon(optionsOf(plan), (error: Error | null, measured: Result) =>
        error ? reject(error) : resolve(measured),
      );
      stop = () => {
        interrupted = true;
        test.stop();
      };
      process.once('SIGINT', stop);
      tell(test, plan.seconds, progress);
    });
    if (interrupted) throw new Interrupted();
    return resultOf(plan, result);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(diagnostic('load-failed', { target: plan.url.href, reason }));
  } finally {
    process.removeListener('SIGINT', stop);
  }
}

const optionsOf = ({ url, seconds, connections, rate, method, body, headers }: LoadPlan) => ({
  url: url.href,
  duration: seconds,
  connections,
  method: method as 'GET',
  headers: { ...headers },
  ...(rate !== undefined && { overallRate: rate }),
  ...(body !== undefined && { body }),
});

/** Seconds after which a target that answered nothing but errors is given up. */
const giveUpAfter = 2;

/** Autocannon says every second how many requests were answered in it. */
function tell(
  test: NodeJS.EventEmitter & { stop(): void },
  seconds: number,
  progress: (text: string) => void,
): void {
  let passed = 0;
  let requests = 0;
  let failed = 0;
  test.on('reqError', () => {
    failed += 1;
  });
  test.on('tick', ({ counter }: { counter: number }) => {
    passed += 1;
    requests += counter;
    if (passed >= giveUpAfter && requests === 0 && failed > 0) test.stop();
    if (passed % tellEvery === 0 && passed < seconds)
      progress(`${passed} of ${seconds} s, ${requests.toLocaleString('en')} requests answered`);
  });
}

function resultOf({ url, rate }: LoadPlan, result: Result): Outcome<OwnLoad> {
  const { requests, errors, timeouts, non2xx, latency } = result;
  const target = url.href;
  if (requests.total === 0) {
    const reason = `none of ${errors} connections was answered${timeouts > 0 ? `, ${timeouts} of them in time` : ''}`;
    return refuse(diagnostic('load-failed', { target, reason }));
  }
  if (non2xx >= requests.total)
    return refuse(diagnostic('load-failed', { target, reason: statusesOf(result) }));
  return succeed({
    schemaVersion: 1,
    kind: 'load-test',
    tool: 'autocannon',
    target,
    startedAt: new Date(result.start).toISOString(),
    durationSeconds: result.duration,
    connections: result.connections,
    ...(rate !== undefined && { offeredRequestsPerSecond: rate }),
    requests: requests.total + errors,
    errors: errors + non2xx,
    latencyMs: Object.fromEntries(
      percentilesIn({ ...latency })
        .filter(({ percentile }) => percentile >= 50)
        .map(({ percentile, ms }) => [percentile === 100 ? 'max' : `p${percentile}`, ms]),
    ),
  });
}

function statusesOf({ statusCodeStats = {} }: Result): string {
  const statuses = Object.entries(statusCodeStats).map(([code, { count }]) => `${code} (${count} times)`);
  return `every answer was a failure: ${statuses.join(', ')}`;
}
