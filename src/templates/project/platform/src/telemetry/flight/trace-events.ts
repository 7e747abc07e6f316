/** The Trace Event Format, which Perfetto, Chrome and Speedscope read. Times are in microseconds. */
import type { Work } from './log-of-work.ts';

export interface Pulse {
  readonly at: number;
  readonly eventLoopDelayMs: number;
  readonly heapUsedMb: number;
}

export interface Recording {
  readonly process: string;
  readonly now: number;
  readonly work: readonly Work[];
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

export function traceOf({ process: name, work, pulses, now }: Recording) {
  const traceEvents: TraceEvent[] = [{ name: 'process_name', ph: 'M', ts: 0, pid, args: { name } }];
  for (const [index, piece] of work.entries()) {
    const { kind, trace, outcome, begin, end } = piece;
    // Work of one trace shares an id, so that it is drawn together.
    const base = { name: piece.name, cat: kind, pid, id: trace === '' ? `work ${index}` : trace };
    const args = { outcome, ms: Math.round((end ?? now) - begin), ...(trace !== '' && { trace }) };
    traceEvents.push({ ...base, ph: 'b', ts: microseconds(begin), args });
    if (end !== undefined) traceEvents.push({ ...base, ph: 'e', ts: microseconds(end) });
  }
  for (const { at, eventLoopDelayMs, heapUsedMb } of pulses) {
    const ts = microseconds(at);
    traceEvents.push({ name: 'event loop delay', ph: 'C', ts, pid, args: { ms: eventLoopDelayMs } });
    traceEvents.push({ name: 'heap used', ph: 'C', ts, pid, args: { MB: heapUsedMb } });
  }
  return { displayTimeUnit: 'ms', traceEvents };
}

const microseconds = (ms: number): number => Math.round((performance.timeOrigin + ms) * 1_000);
