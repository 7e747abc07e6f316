import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  messages,
  rpcAttempts,
  rpcCalls,
  rpcRefusals,
  rpcServed,
  transactions,
} from '../../src/context/index.ts';
import { createHttpApp } from '../../src/http/index.ts';
import { createLogger } from '../../src/log/index.ts';
import type { Routes } from '../../src/module/index.ts';
import { get, startTelemetry } from './fixture.ts';
import type { Started } from './fixture.ts';

let started: Started;
beforeEach(async () => {
  started = await startTelemetry({ FLIGHT_RECORDER: 'off' });
});
afterEach(() => started.stop());

/** The lines of one metric, without the label that all have. */
async function read(name: string): Promise<string[]> {
  const { text } = await get(`${started.admin}/metrics`);
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.map((line) => line.replace(/,process="shop"|process="shop",?/, ''));
}

describe('requests', () => {
  const routes: Routes = async (app) => {
    app.get(
      '/things/:id',
      { schema: { params: z.object({ id: z.string() }), response: { 200: z.string() } } },
      async ({ params }) => {
        if (params.id === 'bad') throw new Error('a bug');
        return 'fine';
      },
    );
  };

  it('are counted by their route and how they ended, whatever the address was', async () => {
    const { app } = await createHttpApp({
      title: 'test',
      log: createLogger({ name: 'test', level: 'silent' }),
      routes: [routes],
      readiness: async () => [],
    });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    for (const path of ['/things/1', '/things/2', '/things/bad', '/nowhere/7', '/nowhere/8'])
      await get(url + path);
    await app.close();
    expect(await read('http_server_request_duration_seconds_count')).toEqual([
      'http_server_request_duration_seconds_count{method="GET",route="/things/:id",status="200"} 2',
      'http_server_request_duration_seconds_count{method="GET",route="/things/:id",status="500"} 1',
      'http_server_request_duration_seconds_count{method="GET",route="(none)",status="404"} 2',
    ]);
    expect(await read('http_server_requests_in_flight{')).toEqual([
      'http_server_requests_in_flight{method="GET",route="/things/:id"} 0',
      'http_server_requests_in_flight{method="GET",route="(none)"} 0',
    ]);
  });
});

describe('other work', () => {
  const names = { service: 'Payments', method: 'charge' };
  const fail = (error: Error) => async (): Promise<never> => {
    throw error;
  };

  it('is counted at each seam, by what came of it', async () => {
    const away = Object.assign(new Error('away'), { outcome: 'not-sent' });
    const declined = Object.assign(new Error('no'), { name: 'CardDeclined' });
    const left = new DOMException('gone', 'AbortError');
    await rpcCalls.around(names, async () => 1);
    for (const error of [away, declined, left]) await rpcCalls.around(names, fail(error)).catch(() => {});
    await rpcAttempts.around({ ...names, attempt: 1 }, async () => ({ kind: 'failed', status: 503 }));
    await rpcAttempts.around({ ...names, attempt: 2 }, async () => ({ kind: 'result' }));
    const incoming = { ...names, caller: 'shop', attempt: 1, traceparent: undefined, tracestate: undefined };
    await rpcServed.around(incoming, async () => ({ status: 200 }));
    rpcRefusals.begin({ service: undefined, status: 404 });
    await transactions.around({ schema: 'orders' }, fail(new Error('no'))).catch(() => {});
    const message = { id: '1', type: 'order.placed', listener: 'mails', attempt: 1 };
    await messages.around({ ...message, traceparent: undefined, tracestate: undefined }, async () => 1);

    const call = 'rpc_client_call_duration_seconds_count{service="Payments",method="charge",result=';
    expect((await read('rpc_client_call_duration_seconds_count')).sort()).toEqual(
      ['"abandoned"', '"declared"', '"failed"', '"ok"'].map((result) => `${call}${result}} 1`),
    );
    expect(await read('rpc_client_attempts_total')).toEqual([
      'rpc_client_attempts_total{service="Payments",method="charge",status="503"} 1',
      'rpc_client_attempts_total{service="Payments",method="charge",status="ok"} 1',
    ]);
    expect(await read('rpc_server_call_duration_seconds_count')).toEqual([
      'rpc_server_call_duration_seconds_count{service="Payments",method="charge",status="200"} 1',
    ]);
    expect(await read('rpc_server_refusals_total')).toEqual([
      'rpc_server_refusals_total{service="(none)",status="404"} 1',
    ]);
    expect(await read('db_transaction_duration_seconds_count')).toEqual([
      'db_transaction_duration_seconds_count{schema="orders",result="failed"} 1',
    ]);
    expect(await read('message_handling_duration_seconds_count')).toEqual([
      'message_handling_duration_seconds_count{type="order.placed",listener="mails",result="ok"} 1',
    ]);
  });

  it('is counted while it is under way', async () => {
    let end = (): void => {};
    const work = transactions.around(
      { schema: 'orders' },
      () => new Promise<void>((resolve) => (end = resolve)),
    );
    expect(await read('db_transactions_in_flight{')).toEqual([
      'db_transactions_in_flight{schema="orders"} 1',
    ]);
    end();
    await work;
    expect(await read('db_transactions_in_flight{')).toEqual([
      'db_transactions_in_flight{schema="orders"} 0',
    ]);
  });
});

describe('gauges', () => {
  it('of the pool are there, and those that others give, several under one name', async () => {
    const { host } = started;
    host.gauge({ name: 'jobs_waiting', help: 'Jobs', label: 'queue', read: () => ({ mail: 3 }) });
    host.gauge({ name: 'jobs_waiting', help: 'Jobs', label: 'queue', read: async () => ({ print: 4 }) });
    host.gauge({ name: 'width', help: 'Width', read: () => 5 });
    host.gauge({ name: 'broken', help: 'Broken', read: () => Promise.reject(new Error('no')) });
    expect(await read('jobs_waiting')).toEqual([
      'jobs_waiting{queue="mail"} 3',
      'jobs_waiting{queue="print"} 4',
    ]);
    expect(await read('width')).toEqual(['width{} 5']);
    expect(await read('broken')).toEqual([]);
    expect(await read('db_pool')).toEqual([
      'db_pool_connections{state="used"} 0',
      'db_pool_connections{state="idle"} 0',
      'db_pool_size{} 10',
      'db_pool_waiting{} 0',
    ]);
  });
});
