import { trace as otel } from '@opentelemetry/api';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  currentContext,
  messages,
  newContext,
  openContext,
  rpcAttempts,
  rpcServed,
  runInContext,
} from '../../src/context/index.ts';
import { migrate, moduleDatabase, openPool } from '../../src/db/index.ts';
import { createHttpApp } from '../../src/http/index.ts';
import { createLogger } from '../../src/log/index.ts';
import type { Routes } from '../../src/module/index.ts';
import { createDatabase } from '../../src/testing/index.ts';
import { startCollector, startTelemetry } from './fixture.ts';
import type { Collector, Span } from './fixture.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const browserSpan = 'b7ad6b7169203331';
const fromBrowser = `00-${traceId}-${browserSpan}-01`;
const names = { service: 'Payments', method: 'charge' };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Runs `work` with tracing on and answers the spans that came to the collector. */
async function spansOf(
  work: () => Promise<unknown>,
  env: Readonly<Record<string, string>> = {},
): Promise<Collector> {
  const collector = await startCollector();
  closers.push(() => collector.close());
  const started = await startTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env });
  await work().finally(() => started.stop());
  return collector;
}

/** Each span with those below it, by name. */
function treeOf(spans: readonly Span[], parent: string): Record<string, unknown> {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === parent);
  return Object.fromEntries(children.map(({ name, spanId }) => [name, treeOf(spans, spanId)]));
}

/** As the call runtime does it on both sides of a call. */
async function callThrough(method: () => Promise<unknown>): Promise<void> {
  await rpcAttempts.around({ ...names, attempt: 1 }, async (own) => {
    const headers = { traceparent: own?.traceparent, tracestate: own?.tracestate };
    const scope = openContext(headers);
    const served = () =>
      rpcServed.around({ ...names, ...headers, caller: 'shop', attempt: 1 }, async () => {
        await method();
        return { status: 200 };
      });
    // Another process has nothing but the headers.
    await runInContext(scope.context, served);
    scope.end();
    return { kind: 'result' };
  });
}

async function openDatabase() {
  const { url, drop } = await createDatabase();
  await migrate(url, {
    schema: 'alpha',
    directory: new URL('../fixtures/migrations/alpha/', import.meta.url),
  });
  const pool = openPool({ url, size: 1 });
  closers.push(drop, () => pool.end());
  return moduleDatabase(pool, 'alpha');
}

describe('one trace', () => {
  it('leads from the browser’s header through HTTP and a call to SQL and a message, and log lines name it', async () => {
    const database = await openDatabase();
    const lines: string[] = [];
    const log = createLogger({ name: 'test', level: 'info' });
    Reflect.set(
      log,
      Object.getOwnPropertySymbols(log).find((key) => key.description === 'pino.stream') ?? '',
      {
        write: (line: string) => lines.push(line),
      },
    );
    let published: string | undefined;
    const routes: Routes = async (app) => {
      app.post('/orders/:id', { schema: { response: { 200: z.string() } } }, async () => {
        await callThrough(() =>
          database.transaction(async (trx) => {
            await sql`select ${'secret value'}::text`.execute(trx);
            published = currentContext()?.traceparent;
            log.info('charged');
          }),
        );
        return 'placed';
      });
    };
    const { app } = await createHttpApp({ title: 'test', log, routes: [routes], readiness: async () => [] });
    const { spans, services } = await spansOf(async () => {
      await app.inject({ method: 'POST', url: '/orders/7', headers: { traceparent: fromBrowser } });
      const incoming = { traceparent: published, tracestate: undefined };
      await messages.around(
        { ...incoming, id: '1', type: 'paid', listener: 'mails', attempt: 1 },
        async () => 1,
      );
      await app.close();
    });
    expect(treeOf(spans, browserSpan)).toEqual({
      'POST /orders/:id': {
        'Payments/charge': {
          'Payments/charge': {
            'transaction alpha': {
              'begin alpha': {},
              'select alpha': {},
              'commit alpha': {},
              'process paid': {},
            },
          },
        },
      },
    });
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect([...services]).toEqual(['shop']);
    expect(JSON.stringify(spans)).not.toContain('secret value');
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const spanOf = (name: string) => spans.find((span) => span.name === name)?.spanId;
    expect(told).toMatchObject([
      { msg: 'charged', trace_id: traceId, span_id: spanOf('transaction alpha') },
      { msg: 'answered', trace_id: traceId, span_id: spanOf('POST /orders/:id') },
    ]);
  });

  it('goes on where the browser did not want it recorded, and is not recorded', async () => {
    const unsampled = fromBrowser.replace(/01$/, '00');
    let seen: string | undefined;
    const { spans } = await spansOf(async () => {
      const about = { ...names, caller: 'x', attempt: 1, traceparent: unsampled, tracestate: 'a=b' };
      await rpcServed.around(about, async () => {
        seen = currentContext()?.traceparent;
        expect(currentContext()?.tracestate).toBe('a=b');
        return { status: 200 };
      });
    });
    expect(seen).toMatch(new RegExp(`^00-${traceId}-(?!${browserSpan})[0-9a-f]{16}-00$`));
    expect(spans).toEqual([]);
  });

  it.each([
    ['always_off', 0],
    ['always_on', 1],
    ['parentbased_always_off', 0],
    ['traceidratio', 0],
  ])('begun here is recorded as OTEL_TRACES_SAMPLER says: %s', async (sampler, count) => {
    const env = { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: '0' };
    const { spans } = await spansOf(() => callThrough(async () => 1), env);
    expect(spans).toHaveLength(count * 2);
  });

  it('is not begun by the polls of background loops', async () => {
    const database = await openDatabase();
    const { spans } = await spansOf(() => database.transaction((trx) => sql`select 1`.execute(trx)));
    expect(spans).toEqual([]);
  });
});

describe('a span', () => {
  it('of failed work says so, by the class of the error and not its message', async () => {
    const failure = Object.assign(new Error('card 4111'), { name: 'CardDeclined' });
    const { spans } = await spansOf(async () => {
      const about = { ...names, attempt: 2 };
      await rpcAttempts.around(about, () => Promise.reject(failure)).catch(() => {});
    });
    expect(spans).toMatchObject([{ status: { code: 2 } }]);
    expect(spans[0]?.attributes).toEqual(
      expect.arrayContaining([
        { key: 'error.type', value: { stringValue: 'CardDeclined' } },
        { key: 'http.request.resend_count', value: { intValue: 1 } },
      ]),
    );
    expect(JSON.stringify(spans)).not.toContain('4111');
  });

  it('of one’s own is below the request and above what it does; the request’s can be had', async () => {
    const { spans } = await spansOf(async () => {
      const about = { ...names, caller: 'x', attempt: 1, traceparent: undefined, tracestate: undefined };
      await runInContext(newContext(), () =>
        rpcServed.around(about, async () => {
          otel.getActiveSpan()?.setAttribute('tier', 'gold');
          await otel.getTracer('own').startActiveSpan('price', async (span) => {
            await callThrough(async () => 1);
            span.end();
          });
          return { status: 200 };
        }),
      );
    });
    const top = spans.find(({ parentSpanId }) => parentSpanId === undefined);
    expect(top?.attributes).toContainEqual({ key: 'tier', value: { stringValue: 'gold' } });
    expect(treeOf(spans, top?.spanId ?? '')).toEqual({
      price: { 'Payments/charge': { 'Payments/charge': {} } },
    });
  });
});

describe('tracing', () => {
  it('is off without a collector: contexts pass as they are', async () => {
    const started = await startTelemetry();
    const context = newContext({ traceparent: fromBrowser });
    await runInContext(context, () =>
      rpcAttempts.around({ ...names, attempt: 1 }, async (own) => {
        expect(own).toBeUndefined();
        expect(currentContext()).toBe(context);
        return { kind: 'result' };
      }),
    );
    await started.stop();
  });

  it('names its variables when they are wrong', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318', OTEL_TRACES_SAMPLER_ARG: '2' };
    await expect(startTelemetry(env)).rejects.toThrow(
      /OTEL_EXPORTER_OTLP_ENDPOINT: .*\n.*OTEL_TRACES_SAMPLER_ARG/s,
    );
  });
});
