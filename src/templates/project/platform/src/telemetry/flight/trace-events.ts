/** The Trace Event Format, which Perfetto, Chrome and Speedscope read. Times are in microseconds. */
import type { OpenWork, Work } from './work.ts';

export interface Pulse {
  readonly at: number;
  readonly eventLoopDelayMs: number;
  readonly heapUsedMb: number;
}

export interface Recording {
  readonly process: string;
  readonly now: number;
  readonly done: readonly Work[];
  readonly open: readonly OpenWork[];
  readonly pulses: readonly Pulse[];
}

interface TraceEvent {
  readonly name: string;
  readonly cat?: string;
  /** `b` and `e`: begin and end of what overlaps, under one id; `C`: a figure; `M`: a name. */
  readonly ph: 'b' | 'e' | 'C' | 'M';
  readonly ts: number;
  readonly pid: number;
  readonly id?: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

const pid = process.pid;

export function traceOf({ process: name, done, open, pulses, now }: Recording) {
  const traceEvents: TraceEvent[] = [{ name: 'process_name', ph: 'M', ts: 0, pid, args: { name } }];
  for (const [index, work] of done.entries()) {
    const { begin, end, outcome } = work;
    traceEvents.push({
      ...base(work, `d${index}`),
      ph: 'b',
      ts: microseconds(begin),
      args: { outcome, trace: work.trace },
    });
    traceEvents.push({ ...base(work, `d${index}`), ph: 'e', ts: microseconds(end) });
  }
  for (const [index, work] of open.entries()) {
    const args = { outcome: 'not ended', trace: work.trace, forMs: Math.round(now - work.begin) };
    traceEvents.push({ ...base(work, `o${index}`), ph: 'b', ts: microseconds(work.begin), args });
  }
  for (const { at, eventLoopDelayMs, heapUsedMb } of pulses) {
    const ts = microseconds(at);
    traceEvents.push({ name: 'event loop delay', ph: 'C', ts, pid, args: { ms: eventLoopDelayMs } });
    traceEvents.push({ name: 'heap used', ph: 'C', ts, pid, args: { MB: heapUsedMb } });
  }
  return { displayTimeUnit: 'ms', traceEvents };
}

/** Work of one trace shares an id, so that it is drawn together. */
function base({ kind, name, trace }: OpenWork, own: string) {
  return { name, cat: kind, pid, id: trace === '' ? own : trace };
}

const microseconds = (ms: number): number => Math.round((performance.timeOrigin + ms) * 1_000);
