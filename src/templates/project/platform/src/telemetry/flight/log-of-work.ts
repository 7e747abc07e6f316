import type { CallContext } from '../../context/index.ts';

/** Work that has been done, or with `end` not set is still under way. Times are on the clock of `performance.now()`. */
export interface Work {
  readonly kind: string;
  readonly name: string;
  readonly begin: number;
  readonly end: number | undefined;
  /** The id of its trace; empty where there is none. */
  readonly trace: string;
  readonly outcome: string;
}

interface Times {
  readonly beganAt: number;
  readonly endedAt: number;
  readonly context?: CallContext | undefined;
}

const traceBytes = 16;
/** Names are of routes, methods and modules: far fewer than this. Should they not be, the rest has one name. */
const mostTexts = 10_000;

/**
 * The last so many pieces of work, in columns of numbers: objects that live for ten seconds and then die would keep the
 * garbage collector busier than all that they tell of.
 */
export class LogOfWork {
  readonly #size: number;
  readonly #begins: Float64Array;
  readonly #ends: Float64Array;
  readonly #traces: Buffer;
  /** Three for each: kind, name and outcome. */
  readonly #texts: Uint16Array;
  readonly #known: string[] = ['(other)'];
  readonly #numbers = new Map<string, number>();
  #count = 0;

  constructor(size: number) {
    this.#size = size;
    this.#begins = new Float64Array(size);
    this.#ends = new Float64Array(size);
    this.#traces = Buffer.alloc(size * traceBytes);
    this.#texts = new Uint16Array(size * 3);
  }

  add(kind: string, name: string, outcome: string, { beganAt, endedAt, context }: Times): void {
    const place = this.#count % this.#size;
    this.#count++;
    this.#begins[place] = beganAt;
    this.#ends[place] = endedAt;
    this.#texts[place * 3] = this.#numberOf(kind);
    this.#texts[place * 3 + 1] = this.#numberOf(name);
    this.#texts[place * 3 + 2] = this.#numberOf(outcome);
    const at = place * traceBytes;
    if (context === undefined) this.#traces.fill(0, at, at + traceBytes);
    else this.#traces.write(context.traceparent.slice(3, 35), at, 'hex');
  }

  /** What ended after `since`, oldest first. */
  endedAfter(since: number): Work[] {
    const first = Math.max(0, this.#count - this.#size);
    const found: Work[] = [];
    for (let index = first; index < this.#count; index++) {
      const place = index % this.#size;
      if ((this.#ends[place] ?? 0) >= since) found.push(this.#read(place));
    }
    return found;
  }

  #read(place: number): Work {
    const text = (column: number): string => this.#known[this.#texts[place * 3 + column] ?? 0] ?? '';
    const trace = this.#traces.toString('hex', place * traceBytes, (place + 1) * traceBytes);
    return {
      kind: text(0),
      name: text(1),
      outcome: text(2),
      begin: this.#begins[place] ?? 0,
      end: this.#ends[place],
      trace: /^0+$/.test(trace) ? '' : trace,
    };
  }

  #numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#known.length >= mostTexts) return 0;
    const number = this.#known.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}
