import http from 'node:http';
import type { AddressInfo } from 'node:net';
import autocannon from 'autocannon';
import { describe, expect, it } from 'vitest';
import {
  judgeLoad,
  readLoadResult,
  readSlo,
  readTarget,
} from '../../../../src/decision/evidence/load/index.ts';
import type { LoadResult, Slo } from '../../../../src/decision/evidence/load/index.ts';
import { wordingOf, type Outcome } from '../../../../src/diagnostics/index.ts';
import {
  artillery,
  k6Export,
  k6HandleSummary,
  k6Text,
  k6TextOfVersion1,
  oldArtillery,
  own,
  wrk2Text,
  wrkText,
} from './samples.ts';

function good<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.findings.map((finding) => wordingOf(finding).what).join('; '));
  return outcome.value;
}
const read = (result: unknown): LoadResult =>
  good(readLoadResult(typeof result === 'string' ? result : JSON.stringify(result), 'load.out'));
const millisecondsAt = ({ percentiles }: LoadResult, percentile: number): number | undefined =>
  percentiles.find((one) => one.percentile === percentile)?.ms;

describe('the result of a load test', () => {
  it.each<[tool: string, text: unknown, expected: Partial<LoadResult>, at: readonly [number, number][]]>([
    [
      'k6 --summary-export',
      k6Export,
      { tool: 'k6', requests: 2000, errors: 20 },
      [
        [50, 60],
        [95, 180],
        [99, 420],
        [100, 900.5],
      ],
    ],
    [
      'k6 handleSummary',
      k6HandleSummary,
      { tool: 'k6', requests: 2000, errors: 0, durationSeconds: 30 },
      [[95, 180]],
    ],
    [
      'k6 text',
      k6Text,
      { tool: 'k6', requests: 2000, errors: 20 },
      [
        [50, 60],
        [95, 180],
        [100, 1200],
      ],
    ],
    [
      'k6 text of version 1',
      k6TextOfVersion1,
      { tool: 'k6', requests: 2000, errors: 10 },
      [
        [90, 150],
        [100, 62_000],
      ],
    ],
    [
      'wrk',
      wrkText,
      {
        tool: 'wrk',
        requests: 30_010,
        errors: 300,
        requestsPerSecond: 29_710 / 30,
        connections: 100,
        target: 'http://127.0.0.1:3000/orders',
      },
      [
        [50, 0.25],
        [99, 120],
        [100, 1930],
      ],
    ],
    [
      'wrk2',
      wrk2Text,
      { tool: 'wrk', requests: 20_000, errors: 0, load: { kind: 'script' } },
      [
        [99, 10],
        [99.9, 20],
        [100, 30],
      ],
    ],
    [
      'artillery',
      artillery,
      { tool: 'artillery', requests: 1000, errors: 30, durationSeconds: 20, requestsPerSecond: 48.5 },
      [
        [50, 40],
        [95, 120],
        [99.9, 700],
        [100, 800],
      ],
    ],
    [
      'artillery 1',
      oldArtillery,
      { tool: 'artillery', requests: 1005, errors: 15, requestsPerSecond: 50 },
      [
        [50, 40],
        [99, 300],
      ],
    ],
    [
      'a file of our own',
      own,
      {
        tool: 'gatling',
        requests: 1000,
        errors: 10,
        requestsPerSecond: 99,
        load: { kind: 'limited', offered: 100 },
      },
      [
        [50, 20],
        [99.9, 250],
        [100, 300],
      ],
    ],
  ])('is read from %s', (_, text, expected, at) => {
    const result = read(text);
    expect(result).toMatchObject({ file: 'load.out', ...expected });
    for (const [percentile, ms] of at) expect(millisecondsAt(result, percentile)).toBe(ms);
    expect(result.percentiles.map(({ percentile }) => percentile)).toEqual(
      result.percentiles.map(({ percentile }) => percentile).toSorted((a, b) => a - b),
    );
  });

  it('is read from autocannon itself', async () => {
    let served = 0;
    const server = http.createServer((_, response) => {
      served += 1;
      response.statusCode = served % 10 === 0 ? 500 : 200;
      response.end('ok');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const measured = await autocannon({ url, connections: 2, amount: 500 });
    server.close();
    const result = read(measured);
    expect(result).toMatchObject({
      tool: 'autocannon',
      target: url,
      requests: 500,
      errors: 50,
      connections: 2,
    });
    expect(millisecondsAt(result, 97.5)).toBe(measured.latency.p97_5);
    expect(millisecondsAt(result, 100)).toBe(measured.latency.max);
  });

  it.each<[what: string, text: string, code: string, says: RegExp]>([
    ['nothing', '', 'load-tool-unknown', /autocannon --json.*k6.*wrk.*artillery/],
    ['another tool', 'This is ApacheBench, Version 2.3', 'load-tool-unknown', /autocannon/],
    ['other JSON', '{"name":"shop"}', 'load-tool-unknown', /load-test/],
    ['a list', '[1, 2]', 'load-tool-unknown', /autocannon/],
    [
      'cut off JSON',
      JSON.stringify(k6Export).slice(0, 200),
      'load-file-unreadable',
      /no whole JSON, perhaps cut off/,
    ],
    ['cut off wrk', wrkText.slice(0, 300), 'load-file-unreadable', /Requests\/sec/],
    [
      'a stream of k6',
      '{"type":"Metric","data":{}}\n{"type":"Point","data":{}}\n',
      'load-file-unreadable',
      /--summary-export/,
    ],
    [
      'k6 without requests',
      JSON.stringify({ metrics: { vus: {} } }),
      'load-file-unreadable',
      /looks like k6, but at metrics\.http_req_duration/,
    ],
    [
      'a field that is wrong',
      JSON.stringify({ ...own, requests: 'many' }),
      'load-file-unreadable',
      /at requests/,
    ],
    ['failures alone', JSON.stringify({ ...own, errors: 1000 }), 'load-without-answers', /1000 failed/],
  ])('is not made up from %s', (_, text, code, says) => {
    const outcome = readLoadResult(text, 'load.out');
    expect(outcome.ok).toBe(false);
    const [finding] = outcome.findings;
    expect(finding).toMatchObject({ code, place: { file: 'load.out' } });
    expect(finding && Object.values(wordingOf(finding)).join(' ')).toMatch(says);
  });
});

describe('a target', () => {
  it('is read', () =>
    expect(good(readSlo('p99=200ms, p50=0.05s,rps=500,errors=1%,max=2s'))).toEqual({
      latencies: [
        { percentile: 50, ms: 50 },
        { percentile: 99, ms: 200 },
        { percentile: 100, ms: 2000 },
      ],
      requestsPerSecond: 500,
      errorShare: 0.01,
    }));

  it.each([
    '',
    'p99',
    'p99=',
    'p100=1ms',
    'p0=1ms',
    'p99=-1',
    'p99=1week',
    'rps=0',
    'rps=5x',
    'errors=150%',
    'mean=3ms',
    'p99=1ms,p99=2ms',
  ])('%j is refused', (text) =>
    expect(readSlo(text).findings.map(({ code }) => code)).toContain('value-invalid'),
  );

  it('tells of everything that is wrong at once', () =>
    expect(readSlo('p99=x,rps=y,errors=1%').findings).toHaveLength(2));
});

describe('the judgement', () => {
  const measured = (more: Partial<LoadResult> = {}): LoadResult => ({
    tool: 'wrk',
    file: 'load.txt',
    requests: 10_000,
    errors: 0,
    requestsPerSecond: 500,
    load: { kind: 'most' },
    percentiles: [
      { percentile: 50, ms: 20 },
      { percentile: 95, ms: 150 },
      { percentile: 99.9, ms: 400 },
    ],
    ...more,
  });
  const judge = (slo: string, more?: Partial<LoadResult>) => {
    const item = judgeLoad(measured(more), good<Slo>(readSlo(slo)));
    return item.answers?.value ?? item.certainty;
  };

  it.each<[why: string, slo: string, answer: string, more?: Partial<LoadResult>]>([
    ['the same percentile is below', 'p95=150ms', 'no'],
    ['the same percentile is above', 'p95=149ms', 'yes'],
    ['a stricter one is below', 'p99=400ms', 'no'],
    ['a laxer one is above', 'p99=100ms', 'yes'],
    ['the target lies between the two', 'p99=200ms', 'unknown'],
    ['nothing as strict was measured', 'max=1s', 'unknown'],
    ['of so few requests there is no such percentile', 'p99=900ms', 'unknown', { requests: 50 }],
    ['the rate is reached', 'rps=500', 'no'],
    ['the rate is missed with all that was answered', 'rps=501', 'yes'],
    ['the rate was never asked for', 'rps=501', 'unknown', { load: { kind: 'limited', offered: 500 } }],
    ['the rate was asked for and missed', 'rps=501', 'yes', { load: { kind: 'limited', offered: 600 } }],
    ['a script may have sent no more', 'rps=501', 'unknown', { load: { kind: 'script' } }],
    ['a script sent enough', 'rps=400', 'no', { load: { kind: 'script' } }],
    ['few enough fail', 'errors=1%', 'no', { errors: 100 }],
    ['too many fail', 'errors=1%', 'yes', { errors: 101 }],
    ['so many fail that times say nothing', 'p95=200ms', 'unknown', { errors: 2000 }],
    ['so many may fail', 'p95=200ms,errors=25%', 'no', { errors: 2000 }],
    ['one of several is missed', 'p95=200ms,rps=900', 'yes'],
    ['one is missed, another unknown', 'p99=200ms,rps=900', 'yes'],
    ['one is met, another unknown', 'p99=200ms,rps=100', 'unknown'],
  ])('%s: %s → %s', (_, slo, answer, more) => expect(judge(slo, more)).toBe(answer));

  it('shows the figures', () => {
    const item = judgeLoad(
      measured({ startedAt: '2026-03-04T05:06:07Z', durationSeconds: 20 }),
      good(readSlo('p95=100ms,rps=100')),
    );
    expect(item).toEqual({
      id: 'load.target',
      group: 'load',
      title: 'Load test against its target',
      source: 'load.txt',
      certainty: 'measured',
      figure:
        'missed: p95 ≤ 100 ms (p95 was 150 ms); 10,000 requests in 20 s (500 good ones a second), 0% failed; wrk on 2026-03-04',
      details: ['p95 ≤ 100 ms: p95 was 150 ms', 'rps ≥ 100: 500 a second'],
      answers: { question: 'Q1-slow', value: 'yes' },
    });
  });

  it('is none without a target', () => {
    const item = judgeLoad(measured(), undefined);
    expect(item).toMatchObject({ certainty: 'unknown' });
    expect(item.why).toContain('--slo');
    expect(item.answers).toBeUndefined();
  });
});

describe('the address to test', () => {
  it.each([
    ['http://localhost:3000/', true],
    ['http://127.0.0.1/', true],
    ['http://127.1.2.3:80/', true],
    ['http://[::1]:3000/', true],
    ['http://[::ffff:127.0.0.1]/', true],
    ['http://0x7f.1/', true],
    ['https://shop.test/', false],
    ['http://127.0.0.1.nip.io/', false],
    ['http://localhost.shop.test/', false],
    ['http://10.0.0.1/', false],
  ])('%s is this machine: %s', (text, local) => {
    expect(readTarget(text, false).ok).toBe(local);
    expect(readTarget(text, true).ok).toBe(true);
  });

  it.each([
    'shop',
    '127.0.0.1:3000',
    'ftp://localhost/',
    'file:///etc/passwd',
    '',
    'http://user@127.0.0.1@shop.test/',
    'http://user:secret@127.0.0.1/',
  ])('%j is none', (text) =>
    expect(readTarget(text, true).findings.map(({ code }) => code)).toEqual(['load-target-invalid']),
  );
});
