export type Capability = 'tracing' | 'metrics' | 'logs' | 'errors' | 'health' | 'incidents';

interface Libraries {
  readonly exact: readonly string[];
  /** A package of one of these scopes or beginnings. */
  readonly starts?: readonly string[];
}

/**
 * Packages of a Node back-end that stand for a capability. Those for browsers are not here: they observe pages. Those that
 * only offer an interface (`@opentelemetry/api`, `winston-transport`) are not here either: they send nothing anywhere.
 */
const table: Readonly<Record<Capability, Libraries>> = {
  tracing: {
    exact: [
      'dd-trace',
      'newrelic',
      'elastic-apm-node',
      'applicationinsights',
      'aws-xray-sdk',
      'aws-xray-sdk-core',
      'skywalking-backend-js',
      'jaeger-client',
      'nestjs-otel',
      'nestjs-ddtrace',
      'zipkin',
      '@aws-lambda-powertools/tracer',
      '@azure/monitor-opentelemetry',
      '@google-cloud/opentelemetry-cloud-trace-exporter',
      '@google-cloud/trace-agent',
      '@honeycombio/opentelemetry-node',
      '@instana/collector',
      '@opentelemetry/auto-instrumentations-node',
      '@opentelemetry/sdk-node',
      '@opentelemetry/sdk-trace-base',
      '@opentelemetry/sdk-trace-node',
      '@splunk/otel',
      '@vercel/otel',
    ],
    starts: [
      '@opentelemetry/exporter-trace-',
      '@opentelemetry/exporter-jaeger',
      '@opentelemetry/exporter-zipkin',
    ],
  },
  metrics: {
    exact: [
      'prom-client',
      'express-prom-bundle',
      'express-prometheus-middleware',
      'koa-prometheus-client',
      'fastify-metrics',
      'hot-shots',
      'node-statsd',
      'statsd-client',
      'lynx',
      'swagger-stats',
      'aws-embedded-metrics',
      'datadog-metrics',
      'newrelic',
      'elastic-apm-node',
      'applicationinsights',
      '@aws-lambda-powertools/metrics',
      '@azure/monitor-opentelemetry',
      '@opentelemetry/sdk-metrics',
      '@willsoto/nestjs-prometheus',
      '@promster/express',
      '@promster/fastify',
      '@promster/server',
    ],
    starts: ['@opentelemetry/exporter-metrics-', '@opentelemetry/exporter-prometheus'],
  },
  logs: {
    exact: [
      'pino',
      'pino-http',
      'nestjs-pino',
      'winston',
      'nest-winston',
      'express-winston',
      'bunyan',
      'bole',
      'roarr',
      'tslog',
      'log4js',
      'koa-pino-logger',
      'express-pino-logger',
      '@aws-lambda-powertools/logger',
      '@google-cloud/logging-winston',
      '@google-cloud/logging-bunyan',
    ],
  },
  errors: {
    exact: [
      '@sentry/node',
      '@sentry/node-core',
      '@sentry/nestjs',
      '@sentry/nextjs',
      '@sentry/bun',
      '@sentry/serverless',
      '@sentry/aws-serverless',
      '@sentry/google-cloud-serverless',
      '@sentry/remix',
      '@sentry/sveltekit',
      '@sentry/astro',
      '@sentry/nuxt',
      'rollbar',
      '@bugsnag/node',
      '@bugsnag/js',
      '@honeybadger-io/js',
      'raygun',
      '@airbrake/node',
    ],
  },
  health: {
    exact: [
      '@nestjs/terminus',
      '@godaddy/terminus',
      'lightship',
      'fastify-healthcheck',
      'fastify-custom-healthcheck',
      '@fastify/under-pressure',
      'under-pressure',
      'express-healthcheck',
      'koa-health',
      'koa-simple-healthcheck',
      '@cloudnative/health-connect',
    ],
  },
  incidents: { exact: ['@pagerduty/pdjs', 'node-pagerduty', 'opsgenie-sdk'] },
};

export const capabilities = Object.keys(table) as Capability[];

/** What a package stands for. */
export const capabilitiesOf = (name: string): readonly Capability[] =>
  capabilities.filter((capability) => {
    const { exact, starts = [] } = table[capability];
    return exact.includes(name) || starts.some((start) => name.startsWith(start));
  });

/** The package of an import: `@scope/name/deep` → `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
