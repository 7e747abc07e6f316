import { console as consoleOfInspector, Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';

/** Twenty milliseconds in microseconds: fifty samples a second say where the time goes and cost next to nothing. */
const samplingInterval = 20_000;
/** About 300 bytes each. Above it a window is let go: a recorder must not be what fills the memory. */
const mostNodes = 6_000;
const windowMs = 5_000;
/** Together with the one that is being recorded they reach back 10 to 15 seconds. */
const kept = 2;

/**
 * The CPU, sampled all the time, in windows of which the last ones are kept. A window begins before the one before it
 * ends: a profiler that has once stopped has to learn all code anew, which takes the process a tenth of a second.
 * `console.profile` is the one way to have two windows in one profiler.
 */
export class CpuWindows {
  readonly #session = new Session();
  readonly #timer: NodeJS.Timeout;
  #windows: Profiler.Profile[] = [];
  #number = 0;

  constructor() {
    this.#session.connect();
    this.#session.on('Profiler.consoleProfileFinished', ({ params }) => this.#keep(params));
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.setSamplingInterval', { interval: samplingInterval });
    this.#begin();
    this.#timer = setInterval(() => this.#turn(), windowMs).unref();
  }

  /** What there is up to now, oldest first. */
  take(): readonly Profiler.Profile[] {
    this.#turn();
    return this.#windows;
  }

  stop(): void {
    clearInterval(this.#timer);
    consoleOfInspector.profileEnd(this.#title(this.#number));
    this.#session.disconnect();
    this.#windows = [];
  }

  #turn(): void {
    const ended = this.#number;
    this.#begin();
    consoleOfInspector.profileEnd(this.#title(ended));
  }

  #begin(): void {
    this.#number++;
    consoleOfInspector.profile(this.#title(this.#number));
  }

  #keep({ title, profile }: Profiler.ConsoleProfileFinishedEventDataType): void {
    if (title?.startsWith(titlePrefix) !== true) return;
    for (const node of profile.nodes) delete node.positionTicks;
    if (profile.nodes.length > mostNodes) return;
    this.#windows = [...this.#windows.slice(-kept), profile];
  }

  readonly #title = (number: number): string => `${titlePrefix}${number}`;
}

const titlePrefix = 'flight-';
