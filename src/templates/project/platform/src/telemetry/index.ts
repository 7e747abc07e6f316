/** Traces, metrics and profiles. `@shop/platform/telemetry`. */
export { createTelemetry } from './create-telemetry.ts';
export type { TelemetryHost } from './create-telemetry.ts';
