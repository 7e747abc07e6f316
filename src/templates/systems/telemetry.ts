import type { System } from './model.ts';

export const telemetry: System = {
  id: 'telemetry',
  title: 'Telemetry',
  summary:
    'traces by OpenTelemetry, metrics and profiles on an admin port, dashboards and alerts, a leak check in the tests',
  project: [
    'platform/src/telemetry/',
    'platform/src/leaks/',
    'platform/test/leaks/',
    'platform/test/telemetry/',
    'docs/systems/telemetry.md',
  ],
  packages: {
    platform: {
      dependencies: {
        '@opentelemetry/api': '1.9.1',
        '@opentelemetry/exporter-trace-otlp-http': '0.223.1',
        '@opentelemetry/resources': '2.12.1',
        '@opentelemetry/sdk-trace-base': '2.12.1',
        'prom-client': '15.1.3',
      },
    },
  },
};
