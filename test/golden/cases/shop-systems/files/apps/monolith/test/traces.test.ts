/** One trace through real processes, in every placement that dev.json allows. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { placements, startApps } from '@shop/platform/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ShopClient } from './shop-client.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const browserSpan = 'b7ad6b7169203331';

describe.each(placements())('an order, %s', (placement) => {
  const spans: Span[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.end('{}');
    });
  });
  let lines: readonly string[];

  beforeAll(async () => {
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    const apps = await startApps(placement, { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    const shop = new ShopClient(apps.url);
    // The first request of a process may meet its deadline on a machine that is busy with other tests.
    const token = await vi.waitUntil(() => shop.signIn(), { timeout: 30_000 });
    const placed = await shop.placeOrder(token, {}, { traceparent: `00-${traceId}-${browserSpan}-01` });
    expect(placed.status, placed.text).toBeLessThan(300);
    lines = apps.output;
    // What is waiting to be sent is sent at the end.
    await apps.close();
  }, 60_000);
  afterAll(() => collector.close());

  it('is one trace from the browser on, whichever processes took part', () => {
    const ours = spans.filter((span) => span.traceId === traceId);
    const known = new Set(ours.map(({ spanId }) => spanId));
    const tops = ours.filter(({ parentSpanId }) => parentSpanId === undefined || !known.has(parentSpanId));
    expect(tops).toMatchObject([{ name: 'POST /orders', parentSpanId: browserSpan }]);
    const names = ours.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['transaction orders', 'insert orders', 'transaction payments']),
    );
  });

  it('can be found in the log by its trace', () => {
    const told = lines.filter((line) => line.includes(traceId) && line.includes('answered'));
    expect(told.join()).toContain('"route":"/orders"');
  });
});
