import { Gauge as Metric } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Gauge, Reading } from '../../host/index.ts';
import type { Logger } from '../../log/index.ts';

/** Who reads metrics gives up after ten seconds by default: one gauge that hangs must not take all with it. */
const readWithinMs = 2_000;
const defaultLabel = 'of';

/** What parts of the process gave to be measured, read whenever somebody looks. Several may share a name. */
export class HostGauges {
  readonly #metrics = new Map<string, Metric>();
  readonly #registry: Registry;
  readonly #gauges: readonly Gauge[];
  readonly #log: Logger;

  constructor(registry: Registry, gauges: readonly Gauge[], log: Logger) {
    this.#registry = registry;
    this.#gauges = gauges;
    this.#log = log;
  }

  /** One that fails is left out, and the log says why. */
  async read(): Promise<void> {
    const readings = await Promise.all(this.#gauges.map((gauge) => this.#read(gauge)));
    for (const metric of this.#metrics.values()) metric.reset();
    for (const [index, gauge] of this.#gauges.entries()) this.#set(gauge, readings[index]);
  }

  async #read(gauge: Gauge): Promise<Reading | undefined> {
    try {
      return await within(readWithinMs, gauge.read());
    } catch (error) {
      this.#log.warn({ err: error, gauge: gauge.name }, 'a gauge could not be read');
      return undefined;
    }
  }

  #set(gauge: Gauge, reading: Reading | undefined): void {
    if (reading === undefined) return;
    const metric = this.#metricOf(gauge);
    if (typeof reading === 'number') metric.set(reading);
    else
      for (const [value, number] of Object.entries(reading))
        metric.set({ [gauge.label ?? defaultLabel]: value }, number);
  }

  #metricOf({ name, help, label = defaultLabel }: Gauge): Metric {
    const known = this.#metrics.get(name);
    if (known !== undefined) return known;
    const metric = new Metric({ name, help, labelNames: [label], registers: [this.#registry] });
    this.#metrics.set(name, metric);
    return metric;
  }
}

async function within<T>(ms: number, work: T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not read within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
