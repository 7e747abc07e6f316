/** Rate, errors and duration at the seams. Labels have few values: routes and methods as declared, never as they came. */
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import {
  httpRequests,
  messages,
  rpcAttempts,
  rpcCalls,
  rpcRefusals,
  rpcServed,
  transactions,
} from '../../context/index.ts';
import type { Passage, Seam } from '../../context/index.ts';

/** Seconds. The objectives that alerts look at (0.5 s) are among them. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const unknown = '(none)';

interface SeamMetrics<About, Result> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Their values, in that order. */
  readonly values: (about: About) => readonly string[];
  /** The label that tells how it ended. */
  readonly outcome: { readonly label: string; of(passage: Passage<About, Result>): string };
}

type Measure = (registry: Registry) => () => void;

function at<About, Result>(seam: Seam<About, Result>, metrics: SeamMetrics<About, Result>): Measure {
  return (registry) => measure(registry, seam, metrics);
}

const okOrFailed = (error: unknown): string => (error === undefined ? 'ok' : 'failed');

const measures: readonly Measure[] = [
  at(httpRequests, {
    name: 'http_server_request',
    help: 'HTTP requests to the public interface',
    labels: ['method', 'route'],
    values: ({ method, route = unknown }) => [method, route],
    outcome: {
      label: 'status',
      of: ({ result }) => (result?.cut === true ? 'cut' : String(result?.status)),
    },
  }),
  at(rpcServed, {
    name: 'rpc_server_call',
    help: 'calls from other processes',
    labels: ['service', 'method'],
    values: ({ service, method }) => [service, method],
    outcome: { label: 'status', of: ({ result }) => String(result?.status ?? 500) },
  }),
  at(rpcCalls, {
    name: 'rpc_client_call',
    help: 'calls to other processes, all attempts together',
    labels: ['service', 'method'],
    values: ({ service, method }) => [service, method],
    outcome: { label: 'result', of: ({ error }) => resultOf(error) },
  }),
  at(transactions, {
    name: 'db_transaction',
    help: 'transactions, the wait for a connection included',
    labels: ['schema'],
    values: ({ schema }) => [schema],
    outcome: { label: 'result', of: ({ error }) => okOrFailed(error) },
  }),
  at(messages, {
    name: 'message_handling',
    help: 'messages as listeners handle them',
    labels: ['type', 'listener'],
    values: ({ type, listener }) => [type, listener],
    outcome: { label: 'result', of: ({ error }) => okOrFailed(error) },
  }),
  countAttempts,
  countRefusals,
];

/** Answers how to stop. */
export function measureSeams(registry: Registry): () => void {
  const stops = measures.map((start) => start(registry));
  return () => stops.forEach((stop) => stop());
}

function measure<About, Result>(
  registry: Registry,
  seam: Seam<About, Result>,
  { name, help, labels, values, outcome }: SeamMetrics<About, Result>,
): () => void {
  const registers = [registry];
  const duration = new Histogram({
    name: `${name}_duration_seconds`,
    help: `Seconds: ${help}`,
    labelNames: [...labels, outcome.label],
    buckets,
    registers,
  });
  const inFlight = new InFlight(labels);
  const shown = new Gauge({
    name: `${name}s_in_flight`,
    help: `Under way: ${help}`,
    labelNames: [...labels],
    registers,
    collect: () => {
      for (const { own, count } of inFlight.all()) shown.set(own, count);
    },
  });
  return seam.watch({
    begin: ({ about }) => inFlight.enter(values(about)),
    end: (passage, slot) => {
      if (slot === undefined) return;
      slot.count--;
      const seconds = (passage.endedAt - passage.beganAt) / 1_000;
      duration.observe({ ...slot.own, [outcome.label]: outcome.of(passage) }, seconds);
    },
  });
}

type Labels = Record<string, string>;

/** Counted here, and handed over when somebody looks: a gauge that is set at each request costs more than the rest. */
class InFlight {
  readonly #names: readonly string[];
  readonly #slots = new Map<string, { readonly own: Labels; count: number }>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  enter(values: readonly string[]): { readonly own: Labels; count: number } {
    const slot = this.#slotOf(values);
    slot.count++;
    return slot;
  }

  all(): Iterable<{ readonly own: Labels; readonly count: number }> {
    return this.#slots.values();
  }

  #slotOf(values: readonly string[]) {
    const key = values.join(' ');
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const own = Object.fromEntries(this.#names.map((name, index) => [name, values[index] ?? '']));
    const slot = { own, count: 0 };
    this.#slots.set(key, slot);
    return slot;
  }
}

/** `declared`: an error that callers are meant to handle. */
function resultOf(error: unknown): 'ok' | 'declared' | 'abandoned' | 'failed' {
  if (error === undefined) return 'ok';
  if (!(error instanceof Error) || 'outcome' in error) return 'failed';
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? 'abandoned' : 'declared';
}

function countAttempts(registry: Registry): () => void {
  const attempts = new Counter({
    name: 'rpc_client_attempts_total',
    help: 'Single attempts of calls to other processes; more of them than calls are repetitions',
    labelNames: ['service', 'method', 'status'],
    registers: [registry],
  });
  return rpcAttempts.watch({
    end: ({ about, result }) => {
      const status = result?.kind === 'result' ? 'ok' : String(result?.status ?? 'none');
      attempts.labels(about.service, about.method, status).inc();
    },
  });
}

function countRefusals(registry: Registry): () => void {
  const refusals = new Counter({
    name: 'rpc_server_refusals_total',
    help: 'Calls that were turned away before they began: overload, draining, not allowed, not understood',
    labelNames: ['service', 'status'],
    registers: [registry],
  });
  return rpcRefusals.watch({
    begin: ({ about: { service = unknown, status } }) => refusals.labels(service, String(status)).inc(),
  });
}
