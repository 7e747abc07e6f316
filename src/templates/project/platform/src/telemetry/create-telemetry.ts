import type { Host } from '../host/index.ts';
import { adminPages } from './admin/pages.ts';
import { serveAdmin } from './admin/admin-server.ts';
import { FlightRecorder } from './flight/flight-recorder.ts';
import { startMetrics } from './metrics/metrics.ts';
import { adminPortOf, telemetryConfig } from './settings.ts';
import type { TelemetrySettings } from './settings.ts';

/** What telemetry needs of a host. */
export type TelemetryHost = Pick<Host, 'name' | 'log' | 'config' | 'gauges' | 'onStart' | 'onClose'>;

/**
 * What this process tells of itself: metrics and profiles on its admin port, and traces to a collector where there is
 * one. One line in the composition root, the first: it then also sees the others start, and stops after them.
 */
export function createTelemetry(host: TelemetryHost): void {
  const settings = host.config(telemetryConfig);
  const stops: Stop[] = [];
  host.onStart(async () => {
    stops.push(...(await startTracing(host, settings)));
    stops.push(...(await startAdmin(host, settings)));
  });
  host.onClose(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
}

type Stop = () => Promise<void>;

async function startTracing({ name, log }: TelemetryHost, settings: TelemetrySettings): Promise<Stop[]> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = settings;
  if (endpoint === undefined) return [];
  const { startTraces } = await import('./traces/start-traces.ts');
  return [startTraces({ process: name, endpoint, settings, log })];
}

async function startAdmin(host: TelemetryHost, settings: TelemetrySettings): Promise<Stop[]> {
  const metrics = startMetrics(host);
  const recorder = settings.FLIGHT_RECORDER === 'on' ? new FlightRecorder(host.name) : undefined;
  const admin = await serveAdmin({
    host: settings.ADMIN_HOST,
    port: adminPortOf(settings),
    pages: adminPages(metrics, recorder),
    log: host.log,
  });
  host.log.info({ url: admin.url }, 'admin port');
  const stop = async (): Promise<void> => {
    await admin.close();
    recorder?.stop();
    metrics.stop();
  };
  return [stop];
}
