import type { System } from './model.ts';

export const telemetry: System = {
  id: 'telemetry',
  title: 'Telemetry',
  summary: 'traces by OpenTelemetry, metrics and profiles on an admin port, dashboards and alert rules',
  project: ['platform/src/telemetry/', 'platform/test/telemetry/', 'docs/systems/telemetry.md'],
};
