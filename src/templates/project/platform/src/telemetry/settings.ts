import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const http = { protocol: /^https?$/, error: 'expected the http address of an OpenTelemetry collector' };

/** Names that begin with OTEL_ are OpenTelemetry's own. */
export const telemetryConfig = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: port.optional(),
  /** 0: a free one. */
  ADMIN_PORT: port.optional(),
  /** Elsewhere than on loopback, metrics can be read there, and nothing else. */
  ADMIN_HOST: z.string().default('127.0.0.1'),
  FLIGHT_RECORDER: z.enum(['on', 'off']).default('on'),
  /** Without it there are no spans. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url(http).optional(),
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_traceidratio'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).optional(),
});

export type TelemetrySettings = z.infer<typeof telemetryConfig>;

const defaultAdminPort = 9_000;
/** Processes on one machine have ports of their own, 3000 and up, and so have their admin ports. */
const abovePublic = 6_000;

/** 9000, or beside PORT where several processes share a machine: 3100 → 9100. A free one in tests. */
export function adminPortOf({ NODE_ENV, PORT, ADMIN_PORT }: TelemetrySettings): number {
  if (ADMIN_PORT !== undefined) return ADMIN_PORT;
  if (NODE_ENV === 'test' || PORT === 0) return 0;
  if (NODE_ENV === 'production' || PORT === undefined) return defaultAdminPort;
  return PORT + abovePublic <= 65_535 ? PORT + abovePublic : 0;
}

/** A tenth of what begins here in production, everything elsewhere. */
export function sampledShare({ NODE_ENV, OTEL_TRACES_SAMPLER_ARG }: TelemetrySettings): number {
  return OTEL_TRACES_SAMPLER_ARG ?? (NODE_ENV === 'production' ? 0.1 : 1);
}
