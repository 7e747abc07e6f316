import type { EvidenceItem } from '../model.ts';
import { count, foundItem, namesIn, unknownItem } from './items.ts';
import type { Sign } from './model.ts';
import type { Platform } from './platform.ts';
import type { Signs } from './signs.ts';

const grep = (pattern: string): string => `git grep -nE "${pattern}"`;

/**
 * The rules of absence. Traces can be switched on from outside the code (an operator that injects an agent, eBPF), alerts
 * are mostly made in a vendor's pages, errors may be taken from logs: without a sign they are unknown. A library for
 * metrics or logs and a health route can only be in the code, yet a wrapper of one's own is not recognised: what was not
 * found is told as such, with how much was looked at, and answers no question.
 */
export function observabilityItems(
  signs: Signs,
  platform: Platform,
  sources: number,
): readonly EvidenceItem[] {
  const tracing = [...signs.tracing, ...platform.telemetry];
  const health = [...signs.health, ...platform.healthChecks];
  return [
    tracingItem(tracing),
    looked(
      {
        id: 'operations.metrics',
        title: 'Metrics',
        source: grep('prom-client|sdk-metrics|statsd|hot-shots'),
      },
      signs.metrics,
      sources,
    ),
    looked(
      { id: 'operations.logs', title: 'Structured logs', source: grep('pino|winston|bunyan') },
      signs.logs,
      sources,
    ),
    looked(
      {
        id: 'operations.health',
        title: 'Health endpoints',
        source: grep('/(health|healthz|readyz|livez)|terminus'),
      },
      health,
      sources,
    ),
    errorsItem(signs.errors),
    alertsItem(platform.alerts),
    togetherItem({ traces: tracing, metrics: signs.metrics, logs: signs.logs, alerts: platform.alerts }),
  ];
}

function tracingItem(found: readonly Sign[]): EvidenceItem {
  const wanted = {
    id: 'operations.tracing',
    title: 'Distributed traces',
    source: grep('opentelemetry|dd-trace|newrelic|elastic-apm|tracesSampleRate'),
  };
  if (found.length === 0)
    return unknownItem(
      wanted,
      'no library or setting for traces was found; an agent may be added where it is deployed',
    );
  return foundItem(wanted, namesIn(found), found, {
    why: 'a library or setting is there; that every request is traced does not follow',
    answers: { question: 'A-no-tracing', value: 'no' },
  });
}

function looked(
  wanted: { id: string; title: string; source: string },
  found: readonly Sign[],
  sources: number,
): EvidenceItem {
  if (found.length > 0) return foundItem(wanted, namesIn(found), found);
  if (sources === 0) return unknownItem(wanted, 'no source file of a back-end was found to look at');
  const why = `none of the usual libraries or routes is in ${count(sources, 'source file')}; one of the project’s own is not recognised`;
  return foundItem(wanted, 'none found', [], { why });
}

function errorsItem(found: readonly Sign[]): EvidenceItem {
  const wanted = {
    id: 'operations.errors',
    title: 'Error tracking',
    source: grep('@sentry/|rollbar|bugsnag|honeybadger'),
  };
  return found.length > 0
    ? foundItem(wanted, namesIn(found), found)
    : unknownItem(wanted, 'no library for it was found; errors may be collected from the logs');
}

function alertsItem(found: readonly Sign[]): EvidenceItem {
  const wanted = {
    id: 'operations.alerts',
    title: 'Alert rules',
    source: grep('PrometheusRule|alert:|datadog_monitor|cloudwatch_metric_alarm'),
  };
  return found.length > 0
    ? foundItem(wanted, count(found.length, 'file'), found)
    : unknownItem(wanted, 'no alert rule is kept here; most are made in the pages of a monitoring service');
}

/** Only all four together are a yes; that some were not found is never a no. */
function togetherItem(found: Readonly<Record<string, readonly Sign[]>>): EvidenceItem {
  const wanted = {
    id: 'operations.observability',
    title: 'Traces, metrics, logs and alerts together',
    source: 'the four items of these names',
  };
  const missing = Object.keys(found).filter((name) => found[name]?.length === 0);
  if (missing.length > 0) return unknownItem(wanted, `not found in the codebase: ${missing.join(', ')}`);
  return foundItem(wanted, 'signs of all four', Object.keys(found), {
    why: 'each has a library or a rule; whether a failure across processes would be found, only the team can say',
    answers: { question: 'Q3-observe', value: 'yes' },
  });
}
