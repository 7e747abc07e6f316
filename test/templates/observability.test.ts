/** The dashboard and the alerts of the system telemetry ask for metrics that processes have. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { eventGauges } from '../../src/templates/project/platform/src/events/gauges.ts';
import { get, startTelemetry } from '../../src/templates/project/platform/test/telemetry/fixture.ts';
import type { Started } from '../../src/templates/project/platform/test/telemetry/fixture.ts';

const folder = new URL(
  '../../src/templates/parts/systems/telemetry/once/deploy/observability/',
  import.meta.url,
);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  }[];
}

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const alerts = (parse(read('alerts.yaml')) as Rules).groups.flatMap(({ rules }) => rules);
const panels = (JSON.parse(read('dashboard.json')) as Dashboard).panels;
const queries = panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }): [string, string] => [title, expr]),
);

/** Names in a query that stand for a metric: neither a label, a function nor a keyword. */
function metricsIn(query: string): string[] {
  const bare = query
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(?:by|on|without)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/\b([a-z]+(?:_[a-z0-9]+)+)\b(?!\s*\()/g)].flatMap(([, name]) => name ?? []);
}

let started: Started;
let known: Set<string>;
beforeAll(async () => {
  started = await startTelemetry({ FLIGHT_RECORDER: 'off' });
  const { text } = await get(`${started.admin}/metrics`);
  const typed = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({
    name,
    type,
  }));
  known = new Set([
    ...eventGauges(new Map()).map(({ name }) => name),
    ...typed.flatMap(({ name, type }) =>
      type === 'histogram' ? ['_count', '_sum', '_bucket'].map((end) => name + end) : [name],
    ),
  ]);
});
afterAll(() => started.stop());

describe('alerts', () => {
  it.each(alerts.map(({ alert, expr }) => [alert, expr]))('%s asks for what there is', (_, expr) => {
    const names = metricsIn(expr);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('say what is, and who has to care', () => {
    for (const { annotations, labels } of alerts) {
      expect(annotations['summary']).toBeTruthy();
      expect(['page', 'ticket']).toContain(labels['severity']);
    }
  });
});

describe('the dashboard', () => {
  it.each(queries)('asks for what there is: %s', (_, expr) => {
    const names = metricsIn(expr);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });
});
