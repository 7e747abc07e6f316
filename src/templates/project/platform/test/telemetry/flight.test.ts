import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpRequests, newContext, runInContext, statements, transactions } from '../../src/context/index.ts';
import { FlightRecorder } from '../../src/telemetry/flight/flight-recorder.ts';
import { mergeProfiles } from '../../src/telemetry/flight/merge-profiles.ts';
import { LogOfWork } from '../../src/telemetry/flight/log-of-work.ts';
import { get, startTelemetry } from './fixture.ts';

interface TraceEvent {
  readonly name: string;
  readonly cat?: string;
  readonly ph: string;
  readonly ts: number;
  readonly id?: string;
  readonly args?: Record<string, unknown>;
}

let recorder: FlightRecorder;
beforeEach(() => {
  recorder = new FlightRecorder('shop');
});
afterEach(() => recorder.stop());

const eventsOf = (text: string): TraceEvent[] =>
  (JSON.parse(text) as { traceEvents: TraceEvent[] }).traceEvents;

describe('the flight recorder', () => {
  it('knows what was done, under which trace and how it ended, and no values', async () => {
    const context = newContext();
    const select = { schema: 'orders', sql: `select * from orders where note = 'secret'` };
    await runInContext(context, async () => {
      await statements.around(select, async () => ({ rowCount: 1 }));
      await transactions
        .around({ schema: 'orders' }, () => Promise.reject(new TypeError('secret')))
        .catch(() => {});
    });
    const text = recorder.trace();
    const begins = eventsOf(text).filter(({ ph, cat }) => ph === 'b' && cat !== 'gc');
    const trace = context.traceparent.split('-')[1];
    expect(begins).toMatchObject([
      { cat: 'db.statement', name: 'select orders', id: trace, args: { outcome: 'ok', trace } },
      { cat: 'db.transaction', name: 'orders', id: trace, args: { outcome: 'TypeError' } },
    ]);
    expect(text).not.toContain('secret');
  });

  it('knows what has begun and not ended: what hangs', () => {
    const request = { method: 'GET', route: '/slow', traceparent: undefined, tracestate: undefined };
    const passage = httpRequests.begin(request, newContext());
    const hanging = (): TraceEvent[] =>
      eventsOf(recorder.trace()).filter(({ cat }) => cat === 'http.request');
    expect(hanging()).toMatchObject([{ name: 'GET /slow', ph: 'b', args: { outcome: 'not ended' } }]);
    httpRequests.end(passage, { status: 200, cut: false });
    expect(hanging().map(({ ph, args }) => [ph, args?.['outcome']])).toEqual([
      ['b', '200'],
      ['e', undefined],
    ]);
  });

  it('knows what the CPU did', () => {
    burn();
    const profile = recorder.cpuProfile();
    const burnt = profile?.nodes.filter(({ callFrame }) => callFrame.functionName === 'burn') ?? [];
    expect(burnt.length).toBeGreaterThan(0);
    expect(profile?.samples?.length).toBe(profile?.timeDeltas?.length);
    // Asked again, it still has what came before.
    const again = recorder.cpuProfile();
    expect(again?.startTime).toBe(profile?.startTime);
    expect(again?.nodes.some(({ callFrame }) => callFrame.functionName === 'burn')).toBe(true);
  });

  it('stays below 10 MB however much is done', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 40_000; i++)
      await runInContext(newContext(), () =>
        statements.around({ schema: 'orders', sql: `select ${i}` }, async () => ({ rowCount: 1 })),
      );
    for (let i = 0; i < 8_000; i++) transactions.begin({ schema: `hangs ${i}` });
    gc();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10 * 2 ** 20);
    expect(recorder.trace().length).toBeLessThan(10 * 2 ** 20);
  });

  it('is read through the admin port, and can be off', async () => {
    const on = await startTelemetry();
    const answer = await get(`${on.admin}/debug/flight`);
    expect(answer.headers['content-disposition']).toMatch(/\.json"$/);
    expect(eventsOf(answer.text)[0]).toMatchObject({ ph: 'M', args: { name: 'shop' } });
    const cpu = await get(`${on.admin}/debug/flight?what=cpu`);
    expect(Object.keys(JSON.parse(cpu.text))).toEqual([
      'nodes',
      'startTime',
      'endTime',
      'samples',
      'timeDeltas',
    ]);
    expect((await get(`${on.admin}/debug/flight?what=all`)).status).toBe(400);
    await on.stop();
    const off = await startTelemetry({ FLIGHT_RECORDER: 'off' });
    expect((await get(`${off.admin}/debug/flight`)).status).toBe(404);
    await off.stop();
  });
});

/** Until the CPU has been at it for a while, by its own count: the machine may be busy with something else. */
function burn(): number {
  const begun = process.cpuUsage();
  let sum = 0;
  while (process.cpuUsage(begun).user < 300_000) sum += Math.sqrt(sum + 1);
  return sum;
}

describe('merged profiles', () => {
  const frame = (functionName: string) => ({
    functionName,
    scriptId: '1',
    url: 'a.js',
    lineNumber: 0,
    columnNumber: 0,
  });
  const profile = (startTime: number, leaf: string) => ({
    nodes: [
      { id: 1, callFrame: frame('(root)'), hitCount: 0, children: [2] },
      { id: 2, callFrame: frame('main'), hitCount: 0, children: [3] },
      { id: 3, callFrame: frame(leaf), hitCount: 2 },
    ],
    startTime,
    endTime: startTime + 30,
    samples: [3, 3],
    timeDeltas: [10, 10],
  });

  it('count equal stacks together, and keep the times', () => {
    const merged = mergeProfiles([profile(100, 'a'), profile(130, 'a'), profile(160, 'b')]);
    expect(merged?.nodes.map(({ callFrame, hitCount }) => [callFrame.functionName, hitCount])).toEqual([
      ['(root)', 0],
      ['main', 0],
      ['a', 4],
      ['b', 2],
    ]);
    expect(merged).toMatchObject({ startTime: 100, endTime: 190, timeDeltas: [10, 10, 20, 10, 20, 10] });
    expect(merged?.samples).toEqual([3, 3, 3, 3, 4, 4]);
    expect(mergeProfiles([])).toBeUndefined();
  });
});

describe('the log of work', () => {
  it('has the last ones, oldest first, and names as long as there are not too many', () => {
    const log = new LogOfWork(3);
    const names = (): string[] => log.endedAfter(0).map(({ name }) => name);
    expect(names()).toEqual([]);
    for (const [added, expected] of [
      ['1', ['1']],
      ['2', ['1', '2']],
      ['3', ['1', '2', '3']],
      ['4', ['2', '3', '4']],
    ] as const) {
      log.add('kind', added, 'ok', { beganAt: 1, endedAt: Number(added) });
      expect(names()).toEqual(expected);
    }
    expect(log.endedAfter(4)).toEqual([
      { kind: 'kind', name: '4', outcome: 'ok', begin: 1, end: 4, trace: '' },
    ]);
    for (let i = 0; i < 12_000; i++) log.add('kind', `name ${i}`, 'ok', { beganAt: 1, endedAt: 2 });
    expect(names()).toEqual(['(other)', '(other)', '(other)']);
  });
});
