import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Host } from '../../host/index.ts';
import { HostGauges } from './gauges.ts';
import { measureSeams } from './red.ts';

export interface Metrics {
  readonly contentType: string;
  /** In the form that Prometheus reads. */
  text(): Promise<string>;
  stop(): void;
}

/** Everything that a process measures, itself included: memory, event loop and garbage collection. */
export function startMetrics({ name, gauges, log }: Pick<Host, 'name' | 'gauges' | 'log'>): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process: name });
  // Each look at the event loop wakes an idle process up.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  const stop = measureSeams(registry);
  const hostGauges = new HostGauges(registry, gauges, log);
  return {
    contentType: registry.contentType,
    text: async () => {
      await hostGauges.read();
      return registry.metrics();
    },
    stop: () => {
      stop();
      registry.clear();
    },
  };
}
